import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const source = join(root, 'web/duty-console')

/** Where the console's files are made, as they are served. */
export const consoleDirectory = join(root, '.build', 'console')

/** Files that are served as they are written. */
const asWritten = ['index.html', 'icon.svg']

const options = {
  absWorkingDir: root,
  entryPoints: [
    { in: join(source, 'start.tsx'), out: 'console' },
    { in: join(source, 'ticks.ts'), out: 'ticks' },
    { in: join(source, 'console.css'), out: 'console' },
  ],
  outdir: consoleDirectory,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  // What @media and light-dark() need too; each is older than a year.
  target: ['chrome130', 'edge130', 'firefox132', 'safari18'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Makes the console's files: one script, one sheet, one page. */
export const bundleConsole = async (): Promise<void> => {
  mkdirSync(consoleDirectory, { recursive: true })
  await build(options)
  for (const file of asWritten) copyFileSync(join(source, file), join(consoleDirectory, file))
}
