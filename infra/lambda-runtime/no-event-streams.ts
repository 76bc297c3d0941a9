const refuse = (): never => {
  throw new Error('event streams are not bundled: see infra/bundle.ts')
}

/**
 * Stands in for `@smithy/core/event-streams`: every client carries it for operations that stream events (S3 Select), and none of
 * ours is one. A call of one fails with a plain error.
 */
export class EventStreamSerde {
  constructor() {
    refuse()
  }
}

/** Refuses: no operation of ours streams events. */
export const eventStreamSerdeProvider = refuse

/** Leaves a client's configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
