import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

/** The least a server could do with a report: read it, one INSERT, answer. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 })
await pool.query('create table if not exists bare_report (id uuid primary key, body jsonb not null, at timestamptz not null)')

const app = new Hono().put('/api/v1/reports/:id', async (c) => {
  const at = new Date().toISOString()
  await pool.query('insert into bare_report (id, body, at) values ($1, $2, $3)', [c.req.param('id'), await c.req.json(), at])
  return c.json({ id: c.req.param('id'), receivedAt: at }, 201)
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => void process.send!({ port }))
