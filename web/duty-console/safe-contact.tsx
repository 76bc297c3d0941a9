import type { Submission } from '../../shared/contract/submission.ts'

type Channel = NonNullable<NonNullable<NonNullable<Submission['contact']>['safeChannels']>>[number]

const kinds: Readonly<Record<NonNullable<Channel['kind']>, string>> = {
  phone: 'Call',
  sms: 'Text message',
  email: 'Email',
  other: 'Other way',
}

const messageRule = ({ mayLeaveMessage }: Channel): string => {
  if (mayLeaveMessage === undefined) return 'Leave NO message: they did not say that you may.'
  return mayLeaveMessage ? 'You may leave a message.' : 'Leave NO message.'
}

const Way = ({ channel }: { readonly channel: Channel }) => (
  <li>
    <strong>
      {channel.kind === undefined ? 'Way not said' : kinds[channel.kind]}: {channel.value ?? 'not said'}
    </strong>
    <br />
    {messageRule(channel)}{' '}
    {channel.safeTimes === undefined ? 'Safe times: not said.' : `Safe times: ${channel.safeTimes}`}
  </li>
)

/** How the person may be reached without harm. It stays in view while the report is read. */
export const SafeContact = ({ contact }: { readonly contact: Submission['contact'] }) => {
  const { safeChannels = [], codeWord, language, name, adult } = contact ?? {}
  return (
    <section class="safe-contact" aria-labelledby="safe-contact">
      <h2 id="safe-contact">Before you contact the person</h2>
      {safeChannels.length === 0 && <p>No safe way was given: somebody else may see a call or a message.</p>}
      <ul>
        {safeChannels.map((channel, index) => (
          <Way key={String(index)} channel={channel} />
        ))}
      </ul>
      <p>
        {codeWord === undefined ? 'No code word.' : `Code word, say it first: “${codeWord}”.`}
        {name !== undefined && ` Call them ${name}.`}
        {language !== undefined && ` Speak ${language}.`}
      </p>
      {adult !== undefined && (
        <p>An adult whom they trust: {[adult.name, adult.relationship, adult.channel].filter(Boolean).join(', ')}.</p>
      )}
    </section>
  )
}
