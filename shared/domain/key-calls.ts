/** Calls that could let somebody else read reports, or keep everybody from reading them: the operators hear of each. */
export const watchedKeyCalls = ['PutKeyPolicy', 'DisableKey', 'ScheduleKeyDeletion', 'ReplicateKey'] as const

/** One of the calls. */
export type WatchedKeyCall = (typeof watchedKeyCalls)[number]
