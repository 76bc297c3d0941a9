import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { clockFile } from './clock.ts'
import { DataProblem, damaged, fromCopy, readKept, storeProblemOf, writeKept } from './kept-file.ts'

/** A data directory that only this process uses. */
export interface DataDirectory {
  readonly path: string
  /** What is missing and can be: a line each. */
  readonly notes: readonly string[]
  /** Says that everything has been made in it, before the first report is accepted. */
  markWhole(): void
  /** Lets another process take it. */
  release(): void
}

/**
 * Takes a data directory for this process. SQLite holds a lock of the operating system on it. The lock ends with the
 * process, even after `kill -9`, and cannot be mistaken for that of another process, as a stored process id can.
 *
 * @throws Error in one line when the directory cannot be written, another running Harbour uses it, or something is
 *   missing without which stored reports are lost
 */
export const takeDataDirectory = (given: string): DataDirectory => {
  const path = resolve(given)
  prepare(path)
  const lock = takeLock(path)
  try {
    const whole = findWhole(path)
    return {
      path,
      notes: (whole?.parts ?? []).flatMap((name) => noteMissing(path, name)),
      markWhole: () => {
        if (whole !== undefined) return
        const parts = Object.keys(replaceable).filter((name) => existsSync(join(path, name)))
        writeKept(join(path, wholeFile), { keysHash: hashOf(join(path, keysFile)), parts } satisfies Whole)
      },
      release: () => lock.close(),
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** Holds the key material. */
export const keysFile = 'keys.json'

/** Holds the tables. */
export const tablesFolder = 'tables'

/** Holds queues, topics and buckets. */
export const messagesFolder = 'messages'

/** What was made in a data directory, written when all of it was. */
interface Whole {
  /** Of the keys that the stored reports were sealed with. */
  readonly keysHash: string
  /** Which of the replaceable parts there are. */
  readonly parts: readonly string[]
}

const wholeFile = 'harbour.json'

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** What can be missing, and what happens then. */
const replaceable: Readonly<Record<string, string>> = {
  [messagesFolder]: 'what was under way is sent again when it is due',
  'officers.json': 'officers have new passwords',
  [clockFile]: 'the clock starts at the real time, and what it stored while it ran ahead is in the future',
  'alerts.jsonl': 'the list of alerts begins anew',
}

const noteMissing = (path: string, name: string): readonly string[] =>
  existsSync(join(path, name)) ? [] : [`${join(path, name)} is missing: ${replaceable[name]}`]

/**
 * Returns what was made in this directory before; undefined in a new one. Keys are never made anew beside tables that
 * exist: no report in them could be opened by these.
 */
const findWhole = (path: string): Whole | undefined => {
  const whole = readWhole(join(path, wholeFile))
  const [keys, tables] = [join(path, keysFile), join(path, tablesFolder)]
  if (whole === undefined) {
    const [made] = [keys, tables].filter(existsSync)
    if (made === undefined) return undefined
    const wayOut = `${fromCopy}, or remove ${path} if its first start was cut short`
    throw new DataProblem(`${join(path, wholeFile)} is missing beside ${made}; ${wayOut}`)
  }
  const [lost] = [keys, tables].filter((each) => !existsSync(each))
  if (lost !== undefined) throw new DataProblem(`${lost} is missing, and reports are stored with it; ${fromCopy}`)
  if (hashOf(keys) === whole.keysHash) return whole
  throw new DataProblem(`${keys} is not as it was when reports were sealed with it; ${fromCopy}`)
}

const readWhole = (file: string): Whole | undefined => {
  const kept = readKept(file, fromCopy) as Partial<Whole> | undefined
  if (kept === undefined) return undefined
  const { keysHash, parts } = kept
  if (typeof keysHash === 'string' && Array.isArray(parts)) return { keysHash, parts }
  throw damaged(file, 'it names no keys or no parts', fromCopy)
}

const takeLock = (path: string): DatabaseSync => {
  const file = join(path, 'lock.sqlite')
  try {
    const lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number }
    if (errcode === busy) {
      throw new DataProblem(
        `the data directory ${path} is in use by another running Harbour; stop that one or choose another --data`,
      )
    }
    if (errcode === notDatabase) throw new DataProblem(`${file} is damaged (${message}); remove it: it holds nothing`)
    throw new DataProblem(storeProblemOf(error, path) ?? toWriteError(path, message).message)
  }
}

/** SQLite's result code SQLITE_NOTADB. @see https://www.sqlite.org/rescode.html#notadb */
const notDatabase = 26

/** SQLite's result code SQLITE_BUSY. @see https://www.sqlite.org/rescode.html#busy */
const busy = 5

const toWriteError = (path: string, reason: string | undefined): Error =>
  new Error(`the data directory ${path} cannot be written (${reason}); choose another --data`)

const prepare = (path: string): void => {
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new DataProblem(`the data directory ${path} is a file; choose another --data`)
  }
  try {
    makeDirectory(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw toWriteError(path, (error as NodeJS.ErrnoException).code)
  }
}

/**
 * Makes a directory and its parents. Node's own `recursive: true` never returns where a parent answers ENOENT, as /proc
 * does.
 */
const makeDirectory = (path: string): void => {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
