import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import type { HashedText, PageAssets } from '../web/report-form/assets.ts'
import type { PageStyle } from './page-style.ts'

const root = join(import.meta.dirname, '..')
const form = join(root, 'web/report-form')
const stylist = join(import.meta.dirname, 'page-style.ts')

/** The file with the pages' style and script, beside the code of each function that answers with pages. */
export const pageAssetsFile = 'page-assets.json'

/** The functions that answer with pages. */
export const functionsWithPages = ['accept-report', 'follow-up'] as const

/** Where the assets are kept from one start to the next, by what they are made of. */
const cacheDirectory = join(root, '.build', 'page-assets')

const hashed = (text: string): HashedText => ({
  text,
  hash: `sha256-${createHash('sha256').update(text).digest('base64')}`,
})

/** What the assets are made of. The lock file names the version of every tool and of the design system. */
const sourcesHash = (): string => {
  const files = [...globSync(join(form, 'script/*.ts')), join(form, 'form.scss'), join(root, 'package-lock.json')]
  const hash = createHash('sha256')
  for (const file of [...files.toSorted(), import.meta.filename, stylist]) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

/** Compiles in a thread of its own, beside CDK: Sass takes a second. @throws Error of the thread */
const compileStyle = async (): Promise<PageAssets['style']> => {
  const style: PageStyle = (await once(new Worker(stylist), 'message'))[0]
  return { ltr: hashed(style.ltr), rtl: hashed(style.rtl) }
}

const bundleScript = async (): Promise<HashedText> => {
  const options = { bundle: true, minify: true, format: 'iife', target: 'es2022', write: false } as const
  const { outputFiles } = await build({ ...options, entryPoints: [join(form, 'script/page.ts')] })
  return hashed((outputFiles[0]?.text ?? '').trim())
}

const write = (path: string, text: string): void => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
}

/** Makes the style and the script of the pages, or returns them as they were made of the same sources before. */
export const createPageAssets = async (): Promise<PageAssets> => {
  const cached = join(cacheDirectory, `${sourcesHash()}.json`)
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as PageAssets
  const [style, script] = await Promise.all([compileStyle(), bundleScript()])
  const assets: PageAssets = { style, script }
  write(cached, JSON.stringify(assets))
  return assets
}

/** Writes the assets beside the code of every function that answers with pages. */
export const writePageAssets = async (directory: string): Promise<void> => {
  const text = JSON.stringify(await createPageAssets())
  for (const name of functionsWithPages) write(join(directory, name, pageAssetsFile), text)
}
