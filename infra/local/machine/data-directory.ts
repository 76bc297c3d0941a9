import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A data directory that only this process uses. */
export interface DataDirectory {
  readonly path: string
  /** Lets another process take it. */
  release(): void
}

/**
 * Takes a data directory for this process. SQLite holds a lock of the operating system on it. The lock ends with the
 * process, even after `kill -9`, and cannot be mistaken for that of another process, as a stored process id can.
 *
 * @throws Error in one line when the directory cannot be written or another running Harbour uses it
 */
export const takeDataDirectory = (given: string): DataDirectory => {
  const path = resolve(given)
  prepare(path)
  try {
    const lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return { path, release: () => lock.close() }
  } catch (error) {
    const { errcode, message } = error as Error & { readonly errcode?: number }
    if (errcode === busy) {
      throw new Error(
        `the data directory ${path} is in use by another running Harbour; stop that one or choose another --data`,
      )
    }
    throw toWriteError(path, message)
  }
}

/** SQLite's result code SQLITE_BUSY. @see https://www.sqlite.org/rescode.html#busy */
const busy = 5

const toWriteError = (path: string, reason: string | undefined): Error =>
  new Error(`the data directory ${path} cannot be written (${reason}); choose another --data`)

const prepare = (path: string): void => {
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new Error(`the data directory ${path} is a file; choose another --data`)
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
