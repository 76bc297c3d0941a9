import { describe, expect, it } from 'vitest'
import { createLeakWatch } from './leaks.ts'
import { requestOf } from './requests.ts'

const key = '7f3c1f0e-5d3b-4f58-9a51-2f6c8f1f0a11'
const token = 'officer-1@division-e'
const typed = {
  text: 'they wrote "again"',
  location: { postcode: 'EH6 6AA' },
  reason: 'lives-elsewhere',
  followUpCode: '7f3k 9qwx 2m4c 7f3k',
}

const watched = () => {
  const watch = createLeakWatch()
  watch.noteRequest(requestOf({ body: typed, key, token }))
  return watch
}

describe('the watch for leaks', () => {
  it.each([
    ['a text', 'said: they wrote "again"'],
    ['a text that JSON escapes', { error: 'said: they wrote "again"' }],
    ['a postcode', ['EH6 6AA']],
    ['the kestrel of every test, in part of a text', 'unexpected end after: my Kestrel'],
    ['a follow-up code as it was typed', '7f3k 9qwx 2m4c 7f3k'],
    ['a follow-up code as it is compared', '7F3K9QWX2M4C7F3K'],
    ['an Idempotency-Key', { key }],
    ['an Idempotency-Key in capitals', key.toUpperCase()],
    ['an access token', `Bearer ${token}`],
    ['a text in bytes that were to be sealed', Buffer.from('__they wrote "again"__')],
  ])('finds %s in a place where it may not stand', (_what, seen) => {
    expect(() => watched().expectNoLeak({ 'a log line': ['one line', seen] })).toThrow('stands in a log line')
  })

  it('lets ids and closed answers stand anywhere', () => {
    const line = { reportId: '7F3K9QWX2M4C', officer: 'officer-1', reason: 'lives-elsewhere' }
    expect(() => watched().expectNoLeak({ 'a log line': [line] })).not.toThrow()
  })

  it('finds a text in a reply, and lets an opening show it', () => {
    const reply = { status: 200, body: { text: typed.text } }
    const other = watched()
    other.noteReply(reply, 'nothing')
    expect(() => other.expectNoLeak({})).toThrow('stands in a reply')
    const opening = watched()
    opening.noteReply(reply, 'text')
    expect(() => opening.expectNoLeak({})).not.toThrow()
  })

  it('finds a follow-up code in an opening', () => {
    const watch = watched()
    watch.noteReply({ status: 200, body: { report: { code: typed.followUpCode } } }, 'text')
    expect(() => watch.expectNoLeak({})).toThrow('stands in an opening')
  })

  it('lets a 202 show its own follow-up code, and looks for that code everywhere else from then on', () => {
    const watch = createLeakWatch()
    watch.noteReply({ status: 202, body: { followUpCode: '7F3K-9QWX-2M4C-7F3K' } }, 'code')
    expect(() => watch.expectNoLeak({ 'a log line': ['nothing'] })).not.toThrow()
    expect(() => watch.expectNoLeak({ 'a log line': ['7F3K9QWX2M4C7F3K'] })).toThrow('stands in a log line')
  })

  it('finds a text in the cause of an error', () => {
    const watch = watched()
    watch.noteError(new Error('failed', { cause: new SyntaxError(`unexpected ${typed.text}`) }))
    expect(() => watch.expectNoLeak({})).toThrow('stands in an error')
  })
})
