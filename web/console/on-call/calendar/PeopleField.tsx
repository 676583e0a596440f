import { CloseIcon, DownIcon } from '../../../base/icons.tsx';
import type { OnCallData } from '../api.ts';
import { Labelled, PickPerson } from '../Fields.tsx';
import { replaced, swapped } from '../logic/draft.ts';
import { useWords } from '../words.ts';

interface PeopleFieldProps {
  readonly label: string;
  readonly people: readonly string[];
  readonly data: OnCallData;
  onChange(people: readonly string[]): void;
}

/** People in an order: added below, moved up and down, taken out. */
export function PeopleField({ label, people, data, onChange }: PeopleFieldProps) {
  const { words } = useWords();
  const { calendar } = words;
  const nameOf = (id: string): string => data.people.find((person) => person.id === id)?.name ?? calendar.unknown(id);
  return (
    <div class="oc-field">
      <Labelled label={label}>
        {(id) => (
          <>
            <ol class="oc-order">
              {people.map((person, index) => (
                <li key={`${person} ${index}`}>
                  <span>
                    {index + 1}. {nameOf(person)}
                  </span>
                  <button
                    type="button"
                    class="icon-button oc-up"
                    aria-label={`${calendar.earlier}: ${nameOf(person)}`}
                    disabled={index === 0}
                    onClick={() => onChange(swapped(people, index, -1))}
                  >
                    <DownIcon size={16} />
                  </button>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={`${calendar.later}: ${nameOf(person)}`}
                    disabled={index === people.length - 1}
                    onClick={() => onChange(swapped(people, index, 1))}
                  >
                    <DownIcon size={16} />
                  </button>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={`${calendar.remove}: ${nameOf(person)}`}
                    onClick={() => onChange(replaced(people, index, undefined))}
                  >
                    <CloseIcon size={16} />
                  </button>
                </li>
              ))}
            </ol>
            <PickPerson
              id={id}
              value=""
              data={data}
              empty={calendar.addPerson}
              onPick={(person) => {
                if (person !== '') onChange([...people, person]);
              }}
            />
          </>
        )}
      </Labelled>
    </div>
  );
}
