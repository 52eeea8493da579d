#include "ingest/language.h"

#include <gtest/gtest.h>

namespace sayso {
namespace {

TEST(GuessLanguage, TellsEnglishFromOthers) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"The port director said on Tuesday that the crane had not been inspected since May, and "
       "that nobody in "
       "her office had been told.",
       "en"},
      {"Die Direktorin des Hafens sagte am Dienstag, der Kran sei seit Mai nicht mehr geprüft "
       "worden und in "
       "ihrem Haus habe man davon nichts gewusst.",
       "de"},
      {"La directrice du port a déclaré mardi que la grue n'avait pas été inspectée depuis le mois "
       "de mai et que "
       "personne dans ses services n'en avait été informé.",
       "fr"},
      {"La directora del puerto dijo el martes que la grúa no había sido inspeccionada desde mayo "
       "y que nadie en "
       "su oficina lo sabía.",
       "es"},
      {"La direttrice del porto ha detto martedì che la gru non era stata controllata da maggio e "
       "che nessuno nel "
       "suo ufficio ne era stato informato.",
       "it"},
      {"A diretora do porto disse na terça-feira que o guindaste não era inspecionado desde maio e "
       "que ninguém no "
       "seu gabinete tinha sido informado.",
       "pt"},
      {"De directeur van de haven zei dinsdag dat de kraan sinds mei niet meer was gekeurd en dat "
       "niemand op het "
       "kantoor daarvan wist.",
       "nl"},
      {"Hamnens direktör sade på tisdagen att kranen inte hade besiktats sedan maj och att ingen "
       "på kontoret hade "
       "fått veta det.",
       "sv"},
      {"Dyrektor portu powiedziała we wtorek, że dźwig nie był kontrolowany od maja i że nikt w "
       "jej biurze o tym "
       "nie wiedział, a to jest wina urzędu.",
       "pl"},
      {"Директор порта заявила во вторник, что кран не проверяли с мая и что в её ведомстве об "
       "этом не знали.",
       "ru"},
      {"Директорка порту заявила у вівторок, що кран не перевіряли з травня і що в її офісі про це "
       "не знали.",
       "uk"},
      {"مديرة الميناء قالت يوم الثلاثاء إن الرافعة لم تفحص منذ شهر مايو", "ar"},
      {"מנהלת הנמל אמרה ביום שלישי כי המנוף לא נבדק מאז חודש מאי", "he"},
      {"港口主任周二表示，这台起重机自五月以来一直没有接受过检查，她的办公室里没有人知道此事。",
       "zh"},
      {"港湾局長は火曜日、このクレーンは五月以来点検されていなかったと述べた。", "ja"},
      {"항만청장은 화요일 이 크레인이 5월 이후 점검을 받지 않았다고 말했다고 한다", "ko"},
      {"Η διευθύντρια του λιμανιού είπε την Τρίτη ότι ο γερανός δεν είχε ελεγχθεί", "el"},
      {"Crane falls in Halden", ""},
      {"", ""},
      {"1234 5678 9012 !!! ... 44 12 99 10 33 11", ""},
      {"\xff\xfe\xfd", ""}};
  for (const auto& [text, language] : cases) EXPECT_EQ(guess_language(text), language) << text;
}

TEST(GuessLanguage, AForeignQuotationDoesNotMakeAForeignText) {
  EXPECT_EQ(
      guess_language(
          "The minister told the paper that he had nothing to add. “Der Kran ist nicht geprüft "
          "worden,” he had said in German at the start of the week, and he did not want to say it "
          "again to the committee."),
      "en");
}

}  // namespace
}  // namespace sayso
