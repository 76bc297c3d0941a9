import type { Parsed } from './problem.ts'

/** Parses a JSON body. The problem never repeats any of it, as V8's own message would. */
export const parseJson = (text: string): Parsed<unknown> => {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return {
      ok: false,
      problems: [{ pointer: '', detail: 'is not valid JSON; send one JSON object', code: 'not-json' }],
    }
  }
}
