import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The version of every file that this release writes into a data directory, and the only one that it reads. */
export const keptVersion = 1

/** Says in one line why a data directory cannot be used, and the way out. */
export class DataProblem extends Error {}

/** Says that one of its files cannot be used. */
export const damaged = (file: string, why: string, wayOut: string): DataProblem =>
  new DataProblem(`${file} is damaged (${why}); ${wayOut}`)

/** Where nothing but a copy helps. */
export const fromCopy = 'put it back from a copy, or choose another --data'

/**
 * Parses what was kept: JSON of an object that names the version of its form.
 *
 * @returns why it cannot be read, or what it holds. The text itself is never part of the reason.
 */
export const parseKept = (text: string): { readonly problem: string } | { readonly content: object } => {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { problem: 'it is not JSON' }
  }
  if (typeof parsed !== 'object' || parsed === null) return { problem: 'it is not an object' }
  const { v, ...content } = parsed as { readonly v?: unknown }
  if (v === undefined) return { problem: 'v is missing' }
  if (v !== keptVersion) return { problem: `v is ${JSON.stringify(v)}, and this release reads ${keptVersion}` }
  return { content }
}

/**
 * Reads a file of the data directory.
 *
 * @param wayOut - what to do when it is damaged
 * @returns undefined when there is none
 * @throws DataProblem that names the file and the way out
 */
export const readKept = (file: string, wayOut: string): object | undefined => {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  const parsed = parseKept(text)
  if ('problem' in parsed) throw damaged(file, parsed.problem, wayOut)
  return parsed.content
}

const readIfThere = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new DataProblem(`${file} cannot be read (${code}); ${fromCopy}`)
  }
}

/** Returns what is written for this content. */
export const toKept = (content: object): string => JSON.stringify({ v: keptVersion, ...content })

/** How a file is written. */
export interface WriteOptions {
  /** Whether it is on disk, and not only with the operating system, when this returns. @default true */
  readonly flush?: boolean
}

/**
 * Writes the whole file or nothing, readable by its owner alone: a crash or a full disk leaves the old one.
 *
 * @throws DataProblem when there is no room, or it cannot be written
 */
export const writeKept = (file: string, content: object, { flush = true }: WriteOptions = {}): void => {
  const draft = `${file}.draft`
  try {
    writeFileSync(draft, toKept(content), { mode: 0o600, flush })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new DataProblem(storeProblemOf(error, file) ?? `${file} cannot be written (${(error as Error).name})`)
  }
}

/** SQLite's result code SQLITE_FULL. @see https://www.sqlite.org/rescode.html#full */
const sqliteFull = 13

/**
 * Returns in one line why something could not be stored.
 *
 * @param what - the file or directory
 * @returns undefined when the error is not about storing
 */
export const storeProblemOf = (error: unknown, what: string): string | undefined => {
  const { code, errcode, message = '' } = (error ?? {}) as NodeJS.ErrnoException & { readonly errcode?: number }
  const isFull =
    code === 'ENOSPC' || code === 'EDQUOT' || errcode === sqliteFull || message.includes('No space left on device')
  if (isFull) return `there is no room left for ${what}; make room, and start again: what was answered 202 is kept`
  if (code === 'LEVEL_IO_ERROR' || /^E[A-Z]+$/.test(code ?? '')) {
    return `${what} cannot be written (${code}); choose another --data`
  }
  return undefined
}
