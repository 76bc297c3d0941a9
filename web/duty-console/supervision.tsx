import { useEffect, useState } from 'preact/hooks'
import type { DeskContacts } from '../../shared/contract/answers/desk-contacts.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import type { ServedDesk } from '../../shared/domain/desk.ts'
import type { DrillView } from '../../shared/domain/drill.ts'
import { useCalling, useDuty } from './duty.ts'
import { toDayAndTime } from './instants.ts'
import { ScrollingTable } from './scrolling-table.tsx'
import { supervisedDesks } from './session.ts'
import { TroubleNote } from './trouble.tsx'
import { deskTitle, gradeTitles } from './words/names.ts'
import { drillResult, failingSentence, unreachableWords } from './words/supervision.ts'

const DrillRow = ({ drill, me }: { readonly drill: DrillView; readonly me: string }) => (
  <tr>
    <th scope="row">{drill.reference}</th>
    <td>{gradeTitles[drill.grade]}</td>
    <td>{toDayAndTime(drill.startedAt)}</td>
    <td>{drill.acceptedAt === undefined ? 'not yet' : toDayAndTime(drill.acceptedAt)}</td>
    <td>{drill.rung}</td>
    <td>{drillResult(drill, me)}</td>
  </tr>
)

const Drills = ({ drills }: DeskDrills) => {
  const { officer } = useDuty()
  if (drills.length === 0) return <p>The desk has had no drill.</p>
  return (
    <ScrollingTable name="Drills">
      <thead>
        <tr>
          <th scope="col">Drill</th>
          <th scope="col">Grade</th>
          <th scope="col">Began</th>
          <th scope="col">First message taken</th>
          <th scope="col">Rung reached</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {drills.map((drill) => (
          <DrillRow key={drill.reportId} drill={drill} me={officer.subject} />
        ))}
      </tbody>
    </ScrollingTable>
  )
}

const Contacts = ({ unreachable, failing }: DeskContacts) => (
  <>
    {unreachable.map((people) => (
      <p key={people} class="trouble" role="alert">
        {unreachableWords[people]}
      </p>
    ))}
    {failing.length === 0 && unreachable.length === 0 && <p class="good">Every contact of the desk can be reached.</p>}
    {failing.length > 0 && (
      <ul>
        {failing.map((contact, index) => (
          <li key={index}>{failingSentence(contact)}</li>
        ))}
      </ul>
    )}
  </>
)

const OfDesk = ({ desk }: { readonly desk: ServedDesk }) => {
  const { api } = useDuty()
  const [drills, setDrills] = useState<DeskDrills>()
  const [contacts, setContacts] = useState<DeskContacts>()
  const readingDrills = useCalling<DeskDrills>()
  const readingContacts = useCalling<DeskContacts>()
  const read = async () => {
    setContacts((await readingContacts.run(() => api.contacts(desk))) ?? contacts)
    setDrills((await readingDrills.run(() => api.drills(desk))) ?? drills)
  }
  useEffect(() => void read(), [])
  return (
    <>
      <button type="button" disabled={readingDrills.isBusy || readingContacts.isBusy} onClick={read}>
        Read again
      </button>
      <h2>People who cannot be reached</h2>
      <TroubleNote trouble={readingContacts.trouble} />
      {contacts !== undefined && <Contacts {...contacts} />}
      <h2>Drills</h2>
      <TroubleNote trouble={readingDrills.trouble} />
      {drills !== undefined && <Drills {...drills} />}
    </>
  )
}

/** Whether a desk hears of its reports: contacts that fail, and what came of its drills. No report is shown here. */
export const SupervisionView = () => {
  const { officer } = useDuty()
  const desks = supervisedDesks(officer)
  const [desk, setDesk] = useState(desks[0])
  return (
    <main class="page">
      <h1>Supervision</h1>
      {desks.length > 1 && (
        <label>
          Desk
          <select
            value={desk}
            onChange={({ currentTarget: { value } }) => setDesk(desks.find((each) => each === value))}
          >
            {desks.map((each) => (
              <option key={each} value={each}>
                {deskTitle(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {desks.length === 1 && desk !== undefined && <p>{deskTitle(desk)}</p>}
      {desk === undefined ? <p>You supervise no desk.</p> : <OfDesk key={desk} desk={desk} />}
    </main>
  )
}
