import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded before a program: what it sends to a push service of the open internet goes to the stand-in on loopback, PUSH_DETOUR. */
const real = https.request
https.request = (url, options, done) => {
  if (new URL(url).hostname !== 'fcm.googleapis.com') return real(url, options, done)
  const { method, headers, signal } = options
  return http.request(new URL(new URL(url).pathname, process.env['PUSH_DETOUR']), { method, headers, signal, agent: false }, done)
}
syncBuiltinESMExports()
