import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildAppOptions } from 'fauxqs'
import { messagesFolder } from '../machine/data-directory.ts'
import { damaged, storeProblemOf } from '../machine/kept-file.ts'

type Stores = NonNullable<BuildAppOptions['stores']>

/** The queues, topics and buckets of fauxqs, kept in a SQLite file. */
export interface KeptStores {
  readonly stores: Stores
  close(): void
}

/**
 * Opens the stores that are kept in the data directory, and writes every change to it. It repeats what `startFauxqs` of
 * fauxqs 2.4.1 does with its option `dataDir`. That function itself cannot be used, because it listens on every network
 * interface of the machine.
 *
 * @throws Error in one line when the file cannot be read or written
 * @see https://github.com/kibertoad/fauxqs
 */
export const openStores = async (dataDirectory: string): Promise<KeptStores> => {
  const stores: Stores = {
    sqsStore: await createInternal('sqs/sqsStore.js', 'SqsStore'),
    snsStore: await createInternal('sns/snsStore.js', 'SnsStore'),
    s3Store: await createInternal('s3/s3Store.js', 'S3Store'),
  }
  const persistence = await openPersistence(join(dataDirectory, messagesFolder), stores)
  Object.assign(stores.sqsStore, { persistence })
  Object.assign(stores.snsStore, { persistence })
  for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence })
  return { stores, close: () => persistence.close() }
}

const openPersistence = async (folder: string, { sqsStore, snsStore, s3Store }: Stores): Promise<Persistence> => {
  try {
    const persistence = await createInternal<Persistence>('persistence.js', 'PersistenceManager', folder)
    persistence.load(sqsStore, snsStore, s3Store)
    return persistence
  } catch (error) {
    // Their messages may quote what is stored.
    const { name, errcode } = Object(error) as { readonly name?: string; readonly errcode?: number }
    const why = errcode === undefined ? String(name) : `SQLite says ${errcode}`
    const wayOut = 'remove it: what was under way is sent again when it is due'
    throw new Error(storeProblemOf(error, folder) ?? damaged(folder, why, wayOut).message)
  }
}

interface Persistence {
  load(sqs: Stores['sqsStore'], sns: Stores['snsStore'], s3: Stores['s3Store']): void
  close(): void
}

/**
 * Creates one of the classes that fauxqs does not export. Its version is pinned, and the tests of a restart fail when
 * this changes.
 */
const createInternal = async <Made>(file: string, className: string, ...args: readonly string[]): Promise<Made> => {
  const packageJson = findPackageJSON('fauxqs', import.meta.url)
  if (packageJson === undefined) throw new Error('fauxqs is not installed; run npm install')
  const url = pathToFileURL(join(dirname(packageJson), 'dist', file))
  const classes: Readonly<Record<string, new (...args: readonly string[]) => unknown>> = await import(url.href)
  const Internal = classes[className]
  if (Internal === undefined) {
    throw new Error(`this version of fauxqs has no ${className}; adapt infra/local/aws/fauxqs-stores.ts to it`)
  }
  return new Internal(...args) as Made
}
