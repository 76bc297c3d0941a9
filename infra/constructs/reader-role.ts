import { Duration } from 'aws-cdk-lib'
import { ArnPrincipal, CfnRole, type IGrantable, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { desks } from '../../shared/domain/desk.ts'
import type { EnvelopeKey } from './keys.ts'

const assuming = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']

/** One desk that exists, no other tag, and the officer named. */
const oneDeskAndOfficer = {
  StringEquals: { 'aws:RequestTag/desk': [...desks] },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['desk'] },
  Null: { 'sts:SourceIdentity': 'false' },
}

/** The role that opens reports: assumed for one request with the session tag `desk` and the officer as source identity. */
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

  /** The one who may assume it; who was named before may no more. */
  grantAssume(grantee: IGrantable): void {
    const caller = grantee.grantPrincipal
    caller.addToPrincipalPolicy(new PolicyStatement({ actions: assuming, resources: [this.roleArn] }))
    const trust = new PolicyStatement({ principals: [caller], actions: assuming, conditions: oneDeskAndOfficer })
    this.#resource.assumeRolePolicyDocument = { Version: '2012-10-17', Statement: [trust.toStatementJson()] }
  }
}
