import { S3Client } from '@aws-sdk/client-s3'
import { bundleConsole, consoleDirectory } from '../infra/console-bundle.ts'
import { awsProblemOf } from './operator/aws-problem.ts'
import { outputsOf, stackOf } from './operator/stage-stack.ts'
import { filesOf, putFiles, siteFrom } from './publish-console/files.ts'

/** Bundles the console and puts it where the stage's site serves it. */
const run = async (): Promise<void> => {
  const stack = stackOf(process.env['HARBOUR_STAGE'])
  const { region, stackName } = stack
  const { bucket, config } = siteFrom(await outputsOf(stack))
  await bundleConsole()
  await putFiles(new S3Client({ region }), bucket, filesOf(consoleDirectory, config))
  process.stdout.write(`the console of ${stackName} is published to ${bucket}\n`)
}

await run().catch((error: unknown) => {
  process.stderr.write(`publish-console: ${awsProblemOf(error)}\n`)
  process.exitCode = 1
})
