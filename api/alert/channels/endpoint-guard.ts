import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Where a push may go. Endpoints come from users: without this the server would fetch any address someone names. */
export interface EndpointGuard {
  allows: (endpoint: string) => boolean
  /** looks up a host's addresses for the connection itself, so that what was checked is what is called */
  lookup: LookupFunction
}

/** The push services of Chrome, Firefox, Safari and Edge. `*.` stands for exactly the names below it. */
export const pushHosts = ['fcm.googleapis.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com'] as const

type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void
const resolveAll: Resolve = (host, done) => dnsLookup(host, { all: true }, done)

/** `hosts`: instead of the known four, where any are given. Allows https to a listed host by name, its usual port, no user in it, and only addresses of the open internet. */
export function makeEndpointGuard(hosts: readonly string[] = [], resolve: Resolve = resolveAll): EndpointGuard {
  const listed = (name: string) => (hosts.length > 0 ? hosts : pushHosts).some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host))
  return {
    allows: (endpoint) => {
      const url = URL.parse(endpoint)
      if (!url || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
      return isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && listed(url.hostname)
    },
    lookup: (host, options, done) =>
      resolve(host, (error, addresses) => {
        const [first] = addresses ?? []
        if (error || !first) return done(asErrno(error ?? new Error('no address')), '', 0)
        if (!addresses.every(({ address }) => isPublic(address))) return done(asErrno(new Error('private address'), 'EPRIVATE'), '', 0)
        return options.all ? done(null, addresses) : done(null, first.address, first.family)
      }),
  }
}

const asErrno = (error: Error, code?: string): NodeJS.ErrnoException => (code ? Object.assign(error, { code }) : error)

/** Per family: a list with IPv4-mapped addresses in it takes every IPv4 address for one. */
const closed4 = listOf('ipv4', [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
])
const closed6 = listOf('ipv6', [
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
])

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [net = '', prefix = ''] = range.split('/')
    list.addSubnet(net, Number(prefix), family)
  }
  return list
}

/** An address anyone on the internet could reach: not this machine, not a network of the school, not a documentation range. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return family === 4 ? !closed4.check(address, 'ipv4') : !closed6.check(address, 'ipv6')
}
