// How much a shared word tells: "say" in both statements means little, "lubrication" much.
//
// Stems of frequent English words by level; the weight of a level is its number / 10, that of a
// stem that is not here is 1. Levels come from how many sentences of general news a stem is in:
// weight = (log(sentences / sentences with it) - 2.5) / 6. They are constants on purpose: a weight
// counted in the collection would change old scores whenever a document is added.

#include "group/common_stems.h"

#include <array>
#include <unordered_map>

namespace sayso {
namespace {

constexpr std::array<std::string_view, 7> kLevels{
    // 1
    "about after an and are as at be been but by campaign for from had has have he her his in is "
    "it "
    "more new not of on one or out peopl presid said say she state that the their they this to two "
    "up "
    "was we were when which who will with would year",
    // 2
    "against all also attack back befor call can candid could day do elect first get go him if "
    "into "
    "just last like make million most nation no now offic other over parti percent point polic "
    "polit "
    "presidenti report so some support than them there three time told vote voter week what while "
    "work you",
    // 3
    "accord add among ani anoth ask becaus between both case chang charg chief citi close come "
    "compani convent countri court debat deleg did down dure end even expect famili feder fire "
    "former "
    "found four general govern group help home how includ issu kill know law lead leader long look "
    "made major mani may member month much my need news next night nomin off offici old onli our "
    "own "
    "part person place plan play polici poll primari public put question race recent record releas "
    "right run second secur see senat should show sinc statement still take then think those "
    "through "
    "tri under us use veri want way well where win world",
    // 4
    "account act action administr again agenc ago allow alreadi announc appear around arrest "
    "author "
    "away bank base becom behind believ best better big bill billion board build busi came care "
    "center claim clear com comment committe conserv contest continu critic current cut deal death "
    "decis die differ direct director doe earli earlier econom effort email endors everi execut "
    "face "
    "far few fight final find five focus follow forc front fund game give good got governor gun "
    "half "
    "hand happen head health held here high hit hold hope host hour immigr import increas inform "
    "interest interview investig job judg justic keep known larg late later least leav left less "
    "life "
    "line list live lot man manag mark market me media meet men messag might money morn move "
    "murder "
    "name near never nomine note number offer open oper order organiz outsid pass past pay posit "
    "possibl post power press prison privat problem program protect provid rais ralli rate re "
    "receiv "
    "relat remain repres respons result return rule same school season secretari seem seen serv "
    "servic set sever share shoot shot sign six speak speech stand start stop stori such suggest "
    "system talk tax team ted tell these thing third though today too took top trade turn tweet "
    "union "
    "until victori wall war went whether whi without woman women won worker wrote yet",
    // 5
    "abl accept accus across activ actual ad addit address advis affect age agent agre agreement "
    "ahead aid air alleg almost along although alway am answer anti anyon anyth appeal approach "
    "approv area argu arm assist attempt attorney averag bad ban battl becam began begin black "
    "block "
    "bomb book border break bring cabl capit car career carri caucus caus cent central certain "
    "chairman challeng chanc check children choic church class club co coach colleg commit "
    "communiti "
    "compar complet concern condit conduct confer confirm connect consid control cost count cours "
    "creat crimin crowd damag data date dead decad decid declin defend defens deliv deni deputi "
    "describ despit determin develop discuss district dollar don done donor drive drop each earn "
    "economi effect eight either employe enough enter establish estim event ever evid exchang "
    "experi "
    "expert fact fail fall father favor fear feel fell felt field figur file financi finish firm "
    "foreign foundat free friend full further futur gain gave given global great ground grow guy "
    "hard "
    "hear himself histori hospit howev hundr husband idea identifi immedi independ index industri "
    "initi injur insid instead internat involv island join key kind latest lawyer led legal legisl "
    "let letter level liber littl local lose loss lost low matter mean measur microsoft middl "
    "militari minist minut miss moment mother must natur negoti network nine noth often onc "
    "opportun "
    "oppos page paid particular per perform pick pirat player poor popular potenti present "
    "previous "
    "price pro probabl process product progress project promis propos prosecutor protest publish "
    "push "
    "quarter quick reach read real realli reason refus region remark repeat request requir "
    "research "
    "respond rise risk rival role room rose round runner sale saw scene score seek senior sent "
    "sentenc serious server seven short side signific similar singl site small social someon "
    "someth "
    "son sourc speci special spend spent spokesman staff stage standard star stay step stock store "
    "strategi strong student success super survey suspect taken target technolog televis term "
    "terror "
    "terrorist test th thought thousand threat tie togeth total toward town trial understand updat "
    "user ve vice victim video view violenc visit walk warn watch weapon whose wife window within "
    "word wrong yard yesterday young your",
    // 6
    "abil abort abov access acknowledg activist admit advanc advantag advoc afternoon agenda "
    "aggress "
    "aim al alli amend amount analyst anger annual apart appar argument arriv articl assault "
    "attend "
    "attent audienc avail avoid award ballot bear beat below benefit benjamin beyond bid biggest "
    "billionair bit blame boat bodi born boss broke brother brought budget buy candidaci cannot "
    "captur cast catch celebr chair champion cheek child cite citizen civil classifi climat coast "
    "collect command common communic competit comput confid congression constitut consult consum "
    "contain content contract contribut controversi convers convict corpor correct coupl cover "
    "credit "
    "crew crime crisi cross cultur custom daili danger daughter debt declar deep defeat degre "
    "demand "
    "demonstr design destroy detail didn difficult digit diseas dismiss divid divis doctor "
    "document "
    "doesn domin donat door doubl doubt dozen draw driver drug due educ elector els emergenc "
    "employ "
    "endang energi enforc engag ensur entir escap especi estat evening everyon everyth exact "
    "exampl "
    "except exist expand explain exploit express extrem eye facil failur fair fan featur fellow "
    "femal "
    "fifth fill film financ fish fix floor food form forward fourth fundrais gang gas gather gay "
    "generat gigant girl goal goe gone grant growth guard guilti hall handl heard heart herself "
    "higher highest hire huge human hurt id ignor ill illeg imag impact improv incid incom indic "
    "individu influenc injuri insist intellig intend intent invest itself juri kept knew labor "
    "lack "
    "land languag largest laru launch lawsuit leadership learn lie light limit link ll longer love "
    "lower magazin mail main maintain manafort manufactur margin mass mayor medic mention met mile "
    "mind ministri minor moder movement movi navi net newspap nobodi non none nuclear occur offens "
    "oil onlin opinion oppon opposit origin overal owner paper parent park parliament particip "
    "partner patch path patient peac percentag perhap period phone photo pictur plant platform "
    "playoff pledg politician popul pose practic prais predict prepar pressur presumpt prevent "
    "prime "
    "prioriti produc professor profil profit promot prove pull quit radic radio ran rang rank "
    "rather "
    "readi recal recommend red refer reflect reform refuge regist regul reject relationship rememb "
    "replac reserv resid resign respect rest retir reveal revenu review rhetor riot road roll rush "
    "safe safeti save scandal schedul scientist sea search seat secret select self sell send sens "
    "separ seri session sheriff shift ship shop simpli sit situat slip societi softwar somebodi "
    "soon "
    "sought sound southern speaker specif spoke spokeswoman spot spread stake station strategist "
    "strike struck struggl studi style subject suffer summer superdeleg sure surpris surviv "
    "suspend "
    "telephon thank themselv threaten throughout titl touchdown tough track tradit trail train "
    "travel "
    "treat treatment troop troubl true trust twice ultim unlik urg usual valu vehicl version "
    "vessel "
    "veteran villag violat voic vulner wage wait water websit weekend welcom whole whom wide "
    "winner "
    "wit worri worth wound write",
    // 7
    "absolut abus accid achiev actor actress admir adopt advertis advic affair afford airport "
    "alcohol "
    "alon altern amid analysi angri anim anonym anybodi apolog appli applic appoint armi assert "
    "assess asset assign assum assur attract awar background bail balanc ball bar bare basi basic "
    "beauti begun behalf behavior bigger biolog blast blaze blood blow blue bond boost box boy "
    "brand "
    "bridg brief broad broadcast broader browser built bullet bureau burn businessman camp cancer "
    "cap "
    "card cash caught cell centr centuri ceremoni channel charact chase cheer chip choos clash "
    "client "
    "climb clinch clinic closer coal coalit code collaps colleagu combat combin comfort commerci "
    "compet complain complaint complex complic compromis conclud conflict confront consequ consist "
    "construct contact contend contrast convinc cooper cop copi core corner counsel counter "
    "coverag "
    "crack crash crown crucial custodi cycl dairi de deficit defin definit delay democraci denounc "
    "depend deploy deport detect dinner diplomat disappoint disclos discov display disput disrupt "
    "distribut divers dog domest downtown draft drawn drew driven drove duti easi easili echo "
    "economist edg edit editor electr elig elimin elit ellen elsewher embrac emerg emot encourag "
    "engin enjoy entertain environ environment equal equip er era error euro evacu evangel eventu "
    "everybodi examin excit exit expens experienc explos expos extend extens factor factori faith "
    "fallen fals familiar famous fast fatal favorit fee feet fewer fine firearm firefight fit flag "
    "flaw flee fli flight foot formal fought founder fraud freedom frequent frustrat fuel fulli "
    "fundament gap gate giant glass golf grab graduat grand greater grew guest hack hacker happi "
    "harm "
    "hate headquart heat heavi heavili heavyweight helicopt highlight histor honor hot hotel ice "
    "ident ideolog imagin implement impos impress indict infect infrastructur inquiri inspector "
    "inspir instal instanc insult insur intens intercept internal introduc investor invit isn jail "
    "jewelleri joint joke journalist judgment judici jump juror kid knee knock knowledg lacalamita "
    "lace ladi larger lawmak lay leagu leak lean legaci lindsay listen loan locat lock longtim "
    "luck "
    "machin mainstream maker marri marriag massiv match mate materi mayb meant meanwhil memori "
    "mental "
    "merchant mid minimum mission mistak mix mobil model modern mogul momentum monitor motiv mount "
    "multipl music narrow nationwid nearbi necessari negat neighbor neighborhood neither nice nor "
    "normal northern notic numer object observ obtain obvious older onto option overturn overwhelm "
    "paint panel passeng patrick patrol payment penalti perfect personnel photograph piec piraci "
    "pivot plane plead pleas plus pm polar pollster port pound prefer presenc pretti principl "
    "prior "
    "proceed profession promin prompt properti prosecut prospect proud purchas pursu putin quak "
    "qualifi qualiti quiet quot racial racist rare realiti rebel rebound recess recogn recov "
    "recoveri "
    "reduc regard regular rehab reli religi religion remind remov renew repair repli reput rescu "
    "resist resolv resourc restor restrict retail retain revers revolut rich river robberi rock "
    "roof "
    "root rough rout row salari sat scale scienc screen scrutini seiz sensit sequel settl sex "
    "sexual "
    "shape shock shown shut sister sixth skeptic skill slight slow smaller smoke socialist sold "
    "soldier solut sometim sort space specul speed split sponsor sport spring squar st staffer "
    "stanc "
    "status steal steel stem stone stood storm straight strateg strength stretch stronger structur "
    "substanti succeed sudden suit suppli suppos surg surgeon surgeri surround suspici suspicion "
    "swing tabl tactic tape task teacher tear tech teen teenag ten terribl territori testifi "
    "testimoni threw throw ticket tight tone tonight tool touch tour traffic transfer transit "
    "transport trend trip truck truth turnout type typic uk unclear undermin undocu unemploy "
    "unless "
    "unusu upon vast via violent virtual volunt vow warm warship wave weak wear whatev wild "
    "wildlif "
    "wind wing wish wonder wors worst writer written yes yield younger youth zero zone"};

std::unordered_map<std::string_view, double> read_levels() {
  std::unordered_map<std::string_view, double> weights;
  for (std::size_t level = 0; level < kLevels.size(); ++level) {
    std::string_view words = kLevels[level];
    while (!words.empty()) {
      const std::size_t end = words.find(' ');
      weights.emplace(words.substr(0, end), static_cast<double>(level + 1) / 10);
      words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
    }
  }
  return weights;
}

}  // namespace

double stem_weight(std::string_view stem) {
  static const std::unordered_map<std::string_view, double> weights = read_levels();
  const auto it = weights.find(stem);
  return it == weights.end() ? 1.0 : it->second;
}

}  // namespace sayso
