import { afterAll, beforeAll, it } from 'vitest'
import { openHouse, propertyTakes, walks, type House } from '../support/sync-property.ts'

let house: House
beforeAll(async () => void (house = await openHouse()))
afterAll(() => house.o.drop())

it(
  'stores every saved report once with the same bytes, and calls nothing sent that is not, whatever the line, the clocks and the server do',
  () => walks(house, { tabs: 1 }),
  propertyTakes,
)
