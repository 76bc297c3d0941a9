import { configOf } from '../../config.ts'
import { synthesise } from './synthesise.ts'

/** A process of its own synthesises the stack, so that the memory that CDK takes is given back: prints it as JSON. */
process.stdout.write(JSON.stringify(await synthesise(configOf('local'))))
