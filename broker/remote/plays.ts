import { hrefOf, listAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import type { ScenarioPlay } from '#broker/rules/scenario-play';

/** Where this broker keeps what drift runs showed; only ringproof's own has a place for it. */
const placeOf = async (http: Http): Promise<string | undefined> => hrefOf((await http.get('/')).body, 'ringproof:drift-plays');

/** What drift runs showed, as far as this broker knows. */
export async function playsAt(http: Http): Promise<ScenarioPlay[]> {
  const place = await placeOf(http);
  return place === undefined ? [] : (listAt((await http.get(place)).body, 'plays') as ScenarioPlay[]);
}

/** Says whether there is a place for them. */
export async function notePlays(http: Http, plays: ScenarioPlay[]): Promise<boolean> {
  const place = await placeOf(http);
  if (place === undefined) return false;
  await http.send('POST', place, { plays });
  return true;
}
