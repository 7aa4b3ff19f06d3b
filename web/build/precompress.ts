import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const worthIt = 1024

/** Lays a `.br` and a `.gz` beside every text the server hands out, so that it never compresses while someone waits. */
export function precompress(): Plugin {
  let outDir = ''
  return {
    name: 'seintje-precompress',
    apply: 'build',
    configResolved: (config) => void (outDir = config.build.outDir),
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const texts = globSync('**/*.{html,js,css,svg,webmanifest}', { cwd: outDir }).map((file) => join(outDir, file))
        for (const file of texts.filter((path) => statSync(path).size > worthIt)) {
          const text = readFileSync(file)
          writeFileSync(`${file}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }))
          writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
        }
      },
    },
  }
}
