import { CfnOutput } from 'aws-cdk-lib'
import {
  CfnRestApi,
  DomainName,
  EndpointAccessMode,
  EndpointType,
  type RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { Construct } from 'constructs'
import type { Domain } from '../settings.ts'

/** The path that the stage `v1` has at the made-up address too, so that calls differ in their host alone. */
const basePath = 'v1'

/** What the name is made with. */
export interface ApiDomainProps extends Domain {
  readonly api: RestApi
}

/**
 * The API's own name, which stays when the API behind it is replaced. The address that API Gateway makes up is closed,
 * so that no front end can hold it. The name's DNS record is its owner's: it points to the output `ApiDomainTarget`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
 */
export class ApiDomain extends Construct {
  /** What the paths of the API follow, such as `https://api.example.org/v1/`. */
  readonly url: string
  /** What a browser's policy names. */
  readonly origin: string

  constructor(scope: Construct, id: string, { api, domainName, certificateArn }: ApiDomainProps) {
    super(scope, id)
    const name = new DomainName(this, 'Name', {
      domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
      endpointAccessMode: EndpointAccessMode.STRICT,
    })
    name.addBasePathMapping(api, { basePath, stage: api.deploymentStage })
    const resource = api.node.defaultChild
    if (!(resource instanceof CfnRestApi)) throw new Error('the REST API has no CloudFormation resource')
    resource.disableExecuteApiEndpoint = true
    // CDK's own output of that address.
    api.node.tryRemoveChild('Endpoint')
    this.origin = `https://${domainName}`
    this.url = `${this.origin}/${basePath}/`
    new CfnOutput(this, 'Target', { value: name.domainNameAliasDomainName })
  }
}
