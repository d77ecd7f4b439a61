/** Keys of records as words: `RestaurantsTakeOut` and `business_stars` read like text. */
export function spacedKey(key: string): string {
  return key.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]/gu, ' ')
}
