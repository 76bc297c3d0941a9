import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { bundleDirectory } from '../../infra/bundle.ts'

const zipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length

/** How large the bundle of a function is, bytes. */
export interface BundleSize {
  readonly minified: number
  /** Zipped, without the tables of places: they are data, which zipping hardly makes smaller. */
  readonly zippedCode: number
}

/** Measures the bundle of a function that finds places, as it was last bundled. */
export const bundleSizeOf = (name: string): BundleSize => {
  const bytes = readFileSync(join(bundleDirectory, name, 'index.mjs'))
  const tables = transformSync(readFileSync('shared/domain/place-data.ts', 'utf8'), { loader: 'ts', minify: true })
  return { minified: bytes.length, zippedCode: zipped(bytes) - zipped(Buffer.from(tables.code)) }
}
