import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { consoleContentPolicy, consolePermissions } from '../console-headers.ts'
import type { Domain } from '../settings.ts'

/** What the site is made with. The certificate is of us-east-1, from where CloudFront takes them. */
export interface ConsoleSiteProps extends Domain {
  /** Origins that the console calls: the API's, and that of the sign-in pages. */
  readonly callable: readonly string[]
}

/** How long a browser asks this host by https alone. */
const httpsOnly = Duration.days(730)

/**
 * The console's static files at a host of their own: a bucket that only CloudFront reads, and the headers under which
 * the pages run. It has no power: every right of an officer is checked by the API. `npm run publish-console` fills it.
 */
export class ConsoleSite extends Construct {
  constructor(scope: Construct, id: string, { domainName, certificateArn, callable }: ConsoleSiteProps) {
    super(scope, id)
    const bucket = this.#createBucket()
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Harbour duty console',
      domainNames: [domainName],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_3_2025,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Officers are in the United Kingdom: the edges of Europe and North America are enough.
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        // CDK's own types disagree about an absent `isWebsite` under exactOptionalPropertyTypes.
        origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        responseHeadersPolicy: this.#createHeaders(callable),
      },
    })
    this.#acknowledgeRules(bucket, distribution)
    new CfnOutput(this, 'Bucket', { value: bucket.bucketName })
    new CfnOutput(this, 'Target', { value: distribution.distributionDomainName })
  }

  #createBucket(): Bucket {
    return new Bucket(this, 'Files', {
      // What stands in it is public code. CloudFront could read a bucket under a key of ours only if that key's policy
      // let in a service that reports never meet.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }

  #createHeaders(callable: readonly string[]): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: consoleContentPolicy(callable), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: httpsOnly, includeSubdomains: true, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: consolePermissions, override: true },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        ],
      },
    })
  }

  #acknowledgeRules(bucket: Bucket, distribution: Distribution): void {
    const nist = 'NIST.800.53.R5'
    Validations.of(bucket).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-S1', reason: 'public code: who reads it is nobody’s secret' },
      { id: `${nist}::${nist}-S3DefaultEncryptionKMS`, reason: 'public code: there is nothing to keep from anybody' },
    )
    Validations.of(distribution).acknowledge(
      {
        id: 'AwsSolutions::AwsSolutions-CFR1',
        reason: 'an officer may work from anywhere; the API checks who they are',
      },
      { id: 'AwsSolutions::AwsSolutions-CFR2', reason: 'static files: the firewall stands before the API' },
      { id: 'AwsSolutions::AwsSolutions-CFR3', reason: 'its log would hold the address of every officer at home' },
    )
  }
}
