import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createHttpsPost, isPublicAddress } from '../../shared/adapters/https-post.ts'
import {
  drip,
  type HttpsServer,
  hang,
  localCertificate,
  startHttpsServer,
  status,
  switchProtocol,
} from '../kit/https-server.ts'

let server: HttpsServer
let other: HttpsServer
beforeAll(async () => {
  server = await startHttpsServer()
  other = await startHttpsServer()
})
afterAll(async () => {
  await server.close()
  await other.close()
})
beforeEach(() => {
  server.received.length = 0
  other.received.length = 0
})

/** Makes every name lead to these addresses until the test ends. Returns the names that were asked for. */
const resolveTo = (addresses: readonly string[]): readonly string[] => {
  const asked: string[] = []
  const lookup = (name: string, _options: object, done: (error: null, found: readonly object[]) => void) => {
    asked.push(name)
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )
  }
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
  syncBuiltinESMExports()
  onTestFinished(() => {
    spy.mockRestore()
    syncBuiltinESMExports()
  })
  return asked
}

const body = { headers: { 'content-type': 'text/plain' }, body: 'Grüße' }
const post = createHttpsPost({ timeoutMs: 300, isAllowed: () => true, ca: localCertificate })
const patient = createHttpsPost({ timeoutMs: 5000, isAllowed: () => true, ca: localCertificate })
const guarded = createHttpsPost({ timeoutMs: 300, ca: localCertificate })

describe('a post', () => {
  it('arrives whole, and gives the status of the answer', async () => {
    server.answer = status(202)
    expect(await post(server.url, body)).toBe(202)
    expect(server.received).toEqual([expect.objectContaining({ method: 'POST', path: '/in', body: 'Grüße' })])
  })

  it('to a server that switches protocols ends with that status, and not never', async () => {
    server.answer = switchProtocol
    expect(await post(server.url, body)).toBe(101)
  })

  it('to a server that hangs up has no answer', async () => {
    server.answer = ({ socket }) => void socket?.destroy()
    await expect(post(server.url, body)).rejects.toThrow('the post had no answer: ')
  })

  it.each([
    ['hangs', hang],
    ['drips', drip],
  ])('to a server that %s ends after its whole time', async (_what, answer) => {
    server.answer = answer
    const began = performance.now()
    await expect(post(server.url, body)).rejects.toThrow('the post had no answer: not in time')
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('reads no body: an endless one keeps it from nothing', async () => {
    server.answer = (response) => void response.writeHead(200).write('a')
    expect(await post(server.url, body)).toBe(200)
  })

  it('follows no redirect', async () => {
    server.answer = status(307, { location: other.url })
    expect(await post(server.url, body)).toBe(307)
    expect(other.received).toEqual([])
  })

  it('goes to no server whose certificate is not trusted', async () => {
    const wary = createHttpsPost({ timeoutMs: 300, isAllowed: () => true })
    await expect(wary(server.url, body)).rejects.toThrow('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(server.received).toEqual([])
  })

  it('goes to no private address, whether it is written or a name leads to it, and to nothing but https', async () => {
    let connections = 0
    const addresses = [server.url, `https://localhost:${server.port}/`, `https://[::1]:${server.port}/`]
    const plain = `http://127.0.0.1:${server.port}/`
    for (const address of [...addresses, plain]) {
      expect(await guarded(address, body)).toBe('not-public')
      connections += server.received.length
    }
    expect(connections).toBe(0)
  })

  it.each([
    ['a private address', ['10.0.0.1']],
    ['a public address and a private one', ['51.140.1.1', '127.0.0.1']],
    ['the address of a cloud for its machines', ['169.254.169.254']],
  ])('goes nowhere when a name that looks public leads to %s', async (_what, addresses) => {
    const asked = resolveTo(addresses)
    expect(await guarded('https://hooks.police.harbour/in', body)).toBe('not-public')
    expect(asked).toEqual(['hooks.police.harbour'])
  })

  it('that is led on by a redirect goes neither to a private address, nor to a name of one, nor to http', async () => {
    const asked = resolveTo(['127.0.0.1'])
    const named = `https://hooks.police.harbour:${other.port}/in`
    for (const location of [other.url, named, `http://127.0.0.1:${other.port}/`]) {
      for (const code of [301, 302, 303, 307, 308]) {
        server.answer = status(code, { location })
        expect(await patient(server.url, body)).toBe(code)
      }
    }
    expect([other.received, asked]).toEqual([[], []])
  })

  it('that fails names neither host nor address', async () => {
    const nobody = 'https://nobody.police.invalid/secret-path'
    const error = await post(nobody, body).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ message: expect.stringMatching(/^the post had no answer: E[A-Z_]+$/) })
    expect((error as Error).cause).toBeUndefined()
  })
})

describe('an address', () => {
  it.each(['8.8.8.8', '51.140.1.1', '2a00:1450:4009:81f::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.3.4', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'nonsense'],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})
