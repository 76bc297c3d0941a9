import { synthesise } from './synthesise.ts'

/**
 * A process of its own synthesises the stack, so that the memory that CDK takes is given back: prints it as JSON. Its
 * argument is the URL of the front.
 */
process.stdout.write(JSON.stringify(await synthesise(process.argv[2])))
