import { Stack } from 'aws-cdk-lib'
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2'
import { Construct } from 'constructs'
import { answerHeaders, pageHeaders } from '../../shared/contract/http-headers.ts'
import { requestLimits, retryAfterSeconds } from '../../shared/contract/limits.ts'
import { toProblemTemplate } from './gateway-answers.ts'
import { waitPage } from './wait-page.ts'

const plain = [{ priority: 0, type: 'NONE' }]
const uriHas = (positionalConstraint: 'ENDS_WITH' | 'CONTAINS', searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: { fieldToMatch: { uriPath: {} }, positionalConstraint, searchString, textTransformations: plain },
})

/** The pages of the form, whatever stage or domain stands before their path. */
const isPage: CfnWebACL.StatementProperty = {
  orStatement: { statements: [uriHas('ENDS_WITH', '/report'), uriHas('CONTAINS', '/report/')] },
}
const isNoPage: CfnWebACL.StatementProperty = { notStatement: { statement: isPage } }

/** What a blocked request is answered with. No cache and no other page keeps it. */
const waitResponse = (customResponseBodyKey: string, headers: Readonly<Record<string, string>>) => {
  const all = { ...headers, 'retry-after': String(retryAfterSeconds.oneAddress) }
  // The firewall sets the type by the body that is named.
  const { 'content-type': _type, ...responseHeaders } = all as Readonly<Record<string, string>>
  return {
    responseCode: 429,
    customResponseBodyKey,
    // Without them a browser hides the answer from the front end that asked.
    responseHeaders: Object.entries(responseHeaders).map(([name, value]) => ({ name, value: value ?? '' })),
  }
}

/**
 * The firewall before the API. Its rules count requests of an address and nothing else: a managed rule that reads
 * bodies would turn away a report that quotes what the gang wrote. Pages are counted by themselves, so that whoever is
 * blocked there reads a page.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: { readonly stageArn: string }) {
    super(scope, id)
    // CloudWatch counts by this name, so a second stage in the account needs another.
    const visibility = (name: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName: `${Stack.of(this).stackName}-${name}`,
      sampledRequestsEnabled: false,
    })
    const limit = (
      { name, priority, metric }: { readonly name: string; readonly priority: number; readonly metric: string },
      scopeDownStatement: CfnWebACL.StatementProperty,
      customResponse: CfnWebACL.CustomResponseProperty,
    ): CfnWebACL.RuleProperty => ({
      name,
      priority,
      statement: {
        rateBasedStatement: { aggregateKeyType: 'IP', limit: requestLimits.perAddress, scopeDownStatement },
      },
      action: { block: { customResponse } },
      visibilityConfig: visibility(metric),
    })
    const wait = toProblemTemplate('too-many-requests', 'wait a minute and send it again')
    const calls = { name: 'requests-per-address', priority: 0, metric: 'RequestsPerAddress' }
    const pages = { name: 'pages-per-address', priority: 1, metric: 'PagesPerAddress' }
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('Firewall'),
      customResponseBodies: {
        wait: { contentType: 'APPLICATION_JSON', content: wait },
        'wait-page': { contentType: 'TEXT_HTML', content: waitPage },
      },
      rules: [
        limit(calls, isNoPage, waitResponse('wait', answerHeaders)),
        limit(pages, isPage, waitResponse('wait-page', pageHeaders)),
      ],
    })
    new CfnWebACLAssociation(this, 'Association', { resourceArn: props.stageArn, webAclArn: acl.attrArn })
  }
}
