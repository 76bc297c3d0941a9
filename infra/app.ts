import { enableCompileCache } from 'node:module'
import { adviceWarnings } from './advice-warnings.ts'
import { bundleFunctions, compileCacheDirectory } from './bundle.ts'
import { configOf, exampleConfig, type StageConfig, toStage } from './config.ts'

/**
 * `cdk deploy` runs this file without arguments; `npm run synth` adds `--examples STAGE`, whose operators are an
 * example's.
 */
const readConfig = ([option, stage]: readonly string[]): StageConfig => {
  try {
    return option === '--examples' ? exampleConfig(toStage(stage)) : configOf(toStage(process.env['HARBOUR_STAGE']))
  } catch (error) {
    process.stderr.write(`harbour: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

const config = readConfig(process.argv.slice(2))
// esbuild's own process bundles while CDK loads.
enableCompileCache(compileCacheDirectory)
const bundled = bundleFunctions()
const { createHarbourApp } = await import('./harbour-app.ts')
await bundled
const { app } = createHarbourApp(config)
if (process.env['CDK_VALIDATION'] !== 'false') {
  const { addRules } = await import('./validation.ts')
  addRules(app)
}
app.synth()
for (const warning of adviceWarnings(new Date())) console.warn(warning)
