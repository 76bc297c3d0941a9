import { enableCompileCache } from 'node:module'
import { adviceWarnings } from './advice-warnings.ts'
import { bundleFunctions, compileCacheDirectory } from './bundle.ts'

// esbuild's own process bundles while CDK loads.
enableCompileCache(compileCacheDirectory)
const bundled = bundleFunctions()
const { createHarbourApp, toStage } = await import('./harbour-app.ts')
await bundled
createHarbourApp(toStage(process.env['HARBOUR_STAGE'])).app.synth()
for (const warning of adviceWarnings(new Date())) console.warn(warning)
