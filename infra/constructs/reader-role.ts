import { Duration } from 'aws-cdk-lib'
import { ArnPrincipal, CfnRole, type IGrantable, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { servedDesks } from '../../shared/domain/desk.ts'
import type { EnvelopeKey } from './keys.ts'

/** One desk that has reports, and no other tag. */
const oneDesk = {
  StringEquals: { 'aws:RequestTag/desk': [...servedDesks] },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['desk'] },
}
const officerNamed = { Null: { 'sts:SourceIdentity': 'false' } }

/**
 * One statement for each action. STS judges the three actions of one call separately, and gives each only its own
 * condition keys. SetSourceIdentity has no key for tags, and TagSession has none for the source identity. So one
 * statement for all three would refuse both.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
const assuming = [
  { actions: ['sts:AssumeRole'], conditions: { ...oneDesk, ...officerNamed } },
  { actions: ['sts:TagSession'], conditions: oneDesk },
  { actions: ['sts:SetSourceIdentity'], conditions: officerNamed },
]

/**
 * The role that opens reports: assumed for one request with the session tag `desk` and the officer as source identity.
 */
export class ReaderRole extends Construct {
  readonly roleArn: string
  readonly #resource: CfnRole

  constructor(scope: Construct, id: string, props: { readonly envelopeKey: EnvelopeKey }) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      description: 'Opens reports of the desk that its session tag names',
      // Written anew by grantAssume: CDK's own trust policy asks for no tag and no source identity.
      assumedBy: new ArnPrincipal('arn:aws:iam::000000000000:role/nobody'),
      maxSessionDuration: Duration.hours(1),
    })
    const resource = role.node.defaultChild
    if (!(resource instanceof CfnRole)) throw new Error('the reader role has no CloudFormation resource')
    this.#resource = resource
    this.roleArn = role.roleArn
    props.envelopeKey.grantRead(role)
  }

  /**
   * Names the one role that may assume this one, in place of any that was named earlier. The caller's own policy says
   * the same as the trust policy: where a role assumes another, AWS asks both for each action.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
   */
  grantAssume(grantee: IGrantable): void {
    const caller = grantee.grantPrincipal
    for (const statement of assuming) {
      caller.addToPrincipalPolicy(new PolicyStatement({ ...statement, resources: [this.roleArn] }))
    }
    const trust = assuming.map((statement) => new PolicyStatement({ ...statement, principals: [caller] }))
    this.#resource.assumeRolePolicyDocument = {
      Version: '2012-10-17',
      Statement: trust.map((statement) => statement.toStatementJson()),
    }
  }
}
