import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { acknowledgeNistExceptions } from './nist-exceptions.ts'

/**
 * Makes cdk-nag's rules errors of an app's synth, as CDK's own template validation is. `npm start` and unit tests do
 * without both: they set CDK_VALIDATION=false, and load no rules, which takes time.
 */
export const addRules = (app: App): void => {
  acknowledgeNistExceptions(app)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app), new ServerlessChecks(app))
}
