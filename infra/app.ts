import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { bundleFunctions } from './bundle.ts'

// What CDK costs to compile is kept for the next time, and esbuild's own process bundles while CDK loads.
enableCompileCache(join(import.meta.dirname, '..', '.build', 'compile-cache'))
const bundled = bundleFunctions()
const { createHarbourApp, toStage } = await import('./harbour-app.ts')
await bundled
createHarbourApp(toStage(process.env['HARBOUR_STAGE'])).app.synth()
