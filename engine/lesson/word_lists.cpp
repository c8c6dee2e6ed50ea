#include "engine/lesson/word_lists.h"

#include <array>

namespace cleartext::lesson {

std::span<const std::string_view> common_words() {
  static constexpr std::array<std::string_view, 214> list{
      "alarm",  "album",  "alpha",   "aroma",     "arena",    "argument",   "arm",       "atlas",     "atom",    "baby",       "ball",
      "band",   "bank",   "bar",     "baron",     "bass",     "bonus",      "boot",      "bunker",    "bus",     "butter",     "cent",
      "chaos",  "clown",  "code",    "cola",      "computer", "creme",      "delta",     "detail",    "disco",   "dollar",     "drama",
      "echo",   "ego",    "element", "export",    "extra",    "fan",        "fantasy",   "film",      "finale",  "finger",     "gala",
      "gas",    "gold",   "golf",    "gong",      "gorilla",  "halo",       "hammer",    "hand",      "hobby",   "hotel",      "hunger",
      "ideal",  "idol",   "import",  "index",     "inferno",  "instrument", "interview", "iris",      "jaguar",  "jazz",       "job",
      "jogger", "joker",  "judo",    "jury",      "karate",   "kilo",       "kiosk",     "kiwi",      "koala",   "lama",       "laser",
      "lava",   "lemur",  "loft",    "logo",      "lotus",    "luna",       "magma",     "mango",     "manager", "mantra",     "marathon",
      "mast",   "meter",  "metro",   "mild",      "minute",   "mode",       "monitor",   "moped",     "moral",   "motor",      "motto",
      "museum", "name",   "nation",  "nest",      "november", "oboe",       "olive",     "omega",     "onyx",    "opal",       "organ",
      "orion",  "orbit",  "otter",   "oval",      "panda",    "panorama",   "papaya",    "park",      "pause",   "person",     "piano",
      "pilot",  "pixel",  "planet",  "plasma",    "plus",     "pony",       "portrait",  "poster",    "problem", "pudding",    "puma",
      "quark",  "quiz",   "radar",   "radio",     "rand",     "raster",     "reform",    "regal",     "region",  "restaurant", "rest",
      "ring",   "robot",  "rock",    "rodeo",     "rose",     "rotor",      "safari",    "saga",      "salami",  "salon",      "sand",
      "satin",  "sauna",  "sensor",  "september", "serum",    "signal",     "sofa",      "solo",      "sport",   "start",      "station",
      "stern",  "studio", "symbol",  "symptom",   "tango",    "taxi",       "team",      "tempo",     "tennis",  "terminal",   "test",
      "text",   "tiger",  "toast",   "ton",       "tornado",  "torso",      "tour",      "transport", "trend",   "trio",       "tunnel",
      "turban", "turbo",  "twist",   "ufo",       "ultra",    "uniform",    "union",     "update",    "vase",    "veranda",    "video",
      "villa",  "viola",  "vision",  "vitamin",   "wagon",    "warm",       "wild",      "wind",      "winter",  "wolf",       "yacht",
      "yoga",   "zebra",  "zen",     "zone",      "zoo"};
  return list;
}

std::span<const std::string_view> first_names() {
  static constexpr std::array<std::string_view, 125> list{
      "ada",    "alma",   "amir",    "anna",   "anton",  "aron",    "astrid", "ben",    "bruno", "carla",  "clara",  "clemens", "dana",
      "daria",  "david",  "diana",   "dora",   "edgar",  "elena",   "elias",  "elif",   "emil",  "emma",   "erik",   "eva",     "fabio",
      "fatima", "felix",  "fiona",   "flora",  "frida",  "gabriel", "georg",  "greta",  "hanna", "hector", "helen",  "hugo",    "ida",
      "igor",   "ilse",   "ines",    "iris",   "ivan",   "jakob",   "jana",   "jasmin", "joel",  "jonas",  "julia",  "kai",     "karim",
      "karl",   "katja",  "kim",     "klara",  "lars",   "lea",     "leila",  "lena",   "leo",   "lina",   "linus",  "lola",    "luca",
      "lukas",  "maja",   "malik",   "mara",   "maria",  "marie",   "marta",  "max",    "mia",   "mila",   "mina",   "mira",    "moritz",
      "nadia",  "naomi",  "nele",    "nico",   "nils",   "nina",    "noah",   "nora",   "olga",  "oliver", "omar",   "oscar",   "otto",
      "paula",  "pia",    "quentin", "rafael", "ravi",   "rita",    "robin",  "rosa",   "ruben", "samir",  "samuel", "sara",    "selma",
      "silvia", "simon",  "sofia",   "stella", "tamara", "tara",    "theo",   "tim",    "tina",  "tobias", "uma",    "ursula",  "valentin",
      "vera",   "victor", "wanda",   "willi",  "yara",   "yasmin",  "yusuf",  "zoe"};
  return list;
}

std::span<const std::string_view> weak_passwords() {
  static constexpr std::array<std::string_view, 49> list{
      "hungry",   "dragon",   "monkey",  "summer",  "winter",   "secret",   "sunshine", "princess", "football",  "baseball",
      "shadow",   "master",   "letmein", "welcome", "password", "qwerty",   "freedom",  "whatever", "flower",    "cookie",
      "banana",   "cheese",   "pepper",  "ginger",  "orange",   "purple",   "silver",   "golden",   "chocolate", "butterfly",
      "coffee",   "guitar",   "soccer",  "hockey",  "tigger",   "thunder",  "diamond",  "rainbow",  "computer",  "internet",
      "starwars", "superman", "batman",  "pokemon", "snoopy",   "garfield", "elephant", "dolphin",  "penguin"};
  return list;
}

}  // namespace cleartext::lesson
