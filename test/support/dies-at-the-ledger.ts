import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * `node --import ./test/support/dies-at-the-ledger.ts …`: kill -9 the moment the line of an erasure is on the disk, before its
 * transaction can commit. Linux only, which is where the tests run.
 */
const fsync = fs.fsyncSync
fs.fsyncSync = (file) => {
  fsync(file)
  if (fs.readlinkSync(`/proc/self/fd/${file}`).endsWith('erased.jsonl')) process.kill(process.pid, 'SIGKILL')
}
syncBuiltinESMExports()
