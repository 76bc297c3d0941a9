import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { SESv2Client } from '@aws-sdk/client-sesv2'
import type { MessageChannel, MessageChannels } from '../ports/channels.ts'
import {
  createGoAlertChannel,
  createPagerDutyChannel,
  createWebhookChannel,
  type HttpsChannelsConfig,
} from './https-channels.ts'
import { createSesChannel } from './ses-channel.ts'
import { createCallChannel, createSmsChannel } from './telephone-channels.ts'

/** What every channel is made with. An empty sender is one that the stage does not have. */
export interface MessageChannelsConfig extends HttpsChannelsConfig {
  readonly ses: SESv2Client
  readonly emailFrom: string
  readonly configurationSet: string
  readonly telephone: PinpointSMSVoiceV2Client
  readonly smsFrom: string
  readonly callFrom: string
  readonly stage: string
}

/** A contact of a channel that the stage has no sender for; `npm run contacts -- check` finds it before a night. */
const withoutSender: MessageChannel = { send: async () => ({ refused: 'this stage has no sender for its channel' }) }

/** Takes the alert of a canary, and sends it to nobody. */
const sink: MessageChannel = { send: async () => 'accepted' }

/** Creates every channel. */
export const createMessageChannels = (config: MessageChannelsConfig): MessageChannels => {
  const { ses, emailFrom, configurationSet, telephone, smsFrom, callFrom, stage } = config
  const email = () => createSesChannel({ client: ses, from: emailFrom, configurationSet })
  return {
    email: emailFrom === '' ? withoutSender : email(),
    sms: smsFrom === '' ? withoutSender : createSmsChannel({ client: telephone, from: smsFrom, stage }),
    call: callFrom === '' ? withoutSender : createCallChannel({ client: telephone, from: callFrom, stage }),
    webhook: createWebhookChannel(config),
    pagerduty: createPagerDutyChannel(config),
    goalert: createGoAlertChannel(config),
    sink,
  }
}
