import { bundleFunctions } from './bundle.ts'
import { createHarbourApp, toStage } from './harbour-app.ts'

bundleFunctions()
createHarbourApp(toStage(process.env['HARBOUR_STAGE'])).app.synth()
