import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { S3Client } from '@aws-sdk/client-s3'
import { homeRegion, toStage } from '../infra/config.ts'
import { bundleConsole, consoleDirectory } from '../infra/console-bundle.ts'
import { awsProblemOf } from './operator/aws-problem.ts'
import { outputsOf } from './operator/stack-outputs.ts'
import { filesOf, putFiles, siteFrom } from './publish-console/files.ts'

/** Bundles the console and puts it where the stage's site serves it. */
const run = async (): Promise<void> => {
  const stackName = `Harbour-${toStage(process.env['HARBOUR_STAGE'])}`
  const region = process.env['AWS_REGION'] || homeRegion
  const { bucket, config } = siteFrom(await outputsOf(new CloudFormationClient({ region }), stackName))
  await bundleConsole()
  await putFiles(new S3Client({ region }), bucket, filesOf(consoleDirectory, config))
  process.stdout.write(`the console of ${stackName} is published to ${bucket}\n`)
}

await run().catch((error: unknown) => {
  process.stderr.write(`publish-console: ${awsProblemOf(error)}\n`)
  process.exitCode = 1
})
