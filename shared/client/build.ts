import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Makes what is packed: one ES module without imports, and the types beside it. `npm pack` runs it.
 */
const here = import.meta.dirname
const dist = join(here, 'dist')
rmSync(dist, { recursive: true, force: true })
await build({
  entryPoints: [join(here, 'client.ts')],
  outfile: join(dist, 'client.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  legalComments: 'linked',
})
execFileSync(join(here, '../../node_modules/.bin/tsc'), ['-p', join(here, 'tsconfig.json')], { stdio: 'inherit' })
copyFileSync(join(here, 'api.d.ts'), join(dist, 'api.d.ts'))
// What imports a .ts file here imports a .js file there, beside which TypeScript finds the types.
for (const file of globSync(join(dist, '*.d.ts'))) {
  const text = readFileSync(file, 'utf8').replaceAll(/'\.\/([\w-]+)(?:\.d)?\.ts'/g, "'./$1.js'")
  writeFileSync(file, text.replaceAll(/"\.\/([\w-]+)(?:\.d)?\.ts"/g, '"./$1.js"'))
}
