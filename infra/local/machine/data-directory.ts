import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A data directory that this process alone uses. */
export interface DataDirectory {
  readonly path: string
  release(): void
}

/** Not by `recursive: true`: Node then never returns where a parent refuses new entries with ENOENT, as /proc does. */
const makeDirectory = (path: string): void => {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

const prepare = (path: string): void => {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new Error(`the data directory ${path} is a file`)
  try {
    makeDirectory(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Error(`the data directory ${path} cannot be written: ${(error as NodeJS.ErrnoException).code}`)
  }
}

/** SQLite's result code SQLITE_BUSY. */
const busy = 5

/**
 * Takes a data directory for this process. The lock is the operating system's, held by SQLite: it ends with the process, even when
 * that is killed, and a process id that is used again cannot be mistaken for it.
 *
 * @throws Error in one line when the directory cannot be written or another running Harbour has it
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
    if (errcode === busy) throw new Error(`the data directory ${path} is in use by another Harbour that runs`)
    throw new Error(`the data directory ${path} cannot be written: ${message}`)
  }
}
