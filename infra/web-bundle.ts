import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { HashedText, PageAssets } from '../web/report-form/assets.ts'

const root = join(import.meta.dirname, '..')
const form = join(root, 'web/report-form')
const styleFile = join(form, 'page-style.json')

/** The file with the pages' style and script, beside the code of each function that answers with pages. */
export const pageAssetsFile = 'page-assets.json'

/** The functions that answer with pages. */
export const functionsWithPages = ['accept-report', 'follow-up'] as const

const hashed = (text: string): HashedText => ({
  text,
  hash: `sha256-${createHash('sha256').update(text).digest('base64')}`,
})

/** The style as `npm run generate` made it from form.scss: Sass takes a second, and no deployment needs it. */
const readStyle = (): PageAssets['style'] => {
  const { ltr, rtl } = JSON.parse(readFileSync(styleFile, 'utf8')) as { readonly ltr: string; readonly rtl: string }
  return { ltr: hashed(ltr), rtl: hashed(rtl) }
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

/** Makes what the pages hold: the script is bundled, the style is as it was generated. */
export const createPageAssets = async (): Promise<PageAssets> => ({ style: readStyle(), script: await bundleScript() })

/** Writes the assets beside the code of every function that answers with pages. */
export const writePageAssets = async (directory: string): Promise<void> => {
  const text = JSON.stringify(await createPageAssets())
  for (const name of functionsWithPages) write(join(directory, name, pageAssetsFile), text)
}
