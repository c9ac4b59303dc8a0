"""Ordinary English and German words that are names as well: alone they name nobody."""

_FIRST_NAMES = """
    abby ace amber angel april art ash ashton august aurora autumn ava axel basil baxter bay beau bear belle berry
    beth bill billy blue bob brand brandy brook brooke buck bud buddy candy carol cash cat chance charity chase
    cherry chip chuck clay cliff clove cody coral crystal curt daisy dale dan dash dawn dean dee del destiny dick
    don dot drew duke dusty earl ebony ed eve faith fern finn flora florian ford forest frank gale gene genesis
    ginger glen grace grant gray guy hank happy harmony harry haven hazel heath heather holly honor hope hunter ian
    iris ivy jack jade jan jasmine jay jean jet jewel jo joy june justice ken kit lance lane lee leo lily linden liv
    lotus love lucky luna mai marina mark mason may melody mercy merit mike miles mint misty nick nova oak olive
    opal otto pansy pat patience patsy pearl penny pepper peter phoenix pierce piper pip poppy queen rain randy
    raven ray reed rich river rob robin rocky rod roman rose rosemary rowan ruby rusty ruth sage sally sam sandy
    saint scarlet sergeant serenity sid sky sonny spike star sterling storm sue sunny summer tab tate teddy terry
    tiger tony trinity tripp troy trip val verity victor victory viola violet virginia wade wally ward warren wave
    wendy will willow wolf woody wren zen ernst fritz heide herb jörn karl kai kaiser klaus linde merle milan oskar
    rosa sommer sören viktoria winter
"""
_SURNAMES = """
    able adler alt archer arm bach bacher back bäcker bader bailey baker ball band bank banks bar barber barn baron
    bass bates bauer baum bean beck becker bell bender bent berg berger best bird bischof bishop black blank blau
    block blum blume bolt bond book booth bosch boss bowl bowler box brand braun brewer brick bridge bridges bright
    broad brock brook brooks brown brunn brush buck bull bunch burger burn burns bus busch bush butcher butler
    butter case cash castle chambers chance chandler chang chapel chase church clark clay clerk close cloud coach
    coffey coin cold cole colt combs constant cook cooper corn cotton court cox craft crane cross crow crown cruise
    cruz dale day days dean deep dick dietrich dill do doll dorn down drake draper driver duke dunn dürr early east
    ebert edge eck ehrlich eng engel england english ernst esser ever fabian fair falk falke farmer feld feldmann
    fell ferry fiedler field fields finch finger fink first fish fisher fischer flood flowers fluss foot ford forest
    forster förster forward foster fox frank franke free freeman freitag french freund frey frost früh fry fuchs
    fuller fürst gabel gärtner gamble game garden gardner gast gates gay geiger geist german gill glass glaser
    glover god gold golden good goodman gore grace graf grant graves gray green grey gries groß gross grün gut hack
    hafner hahn hale hall ham hammer hand hands hang hard harder hardy harm hart hase haupt haus hawk hay hayes head
    heal heart heaven held heller herbst herr herrmann herz heß hess high hill hills hirsch ho hoch hof hoffer hogg
    hold holder hole holland hollow holm holt holz home hood hook hoover hope horn house huber hübsch hund hung hunt
    hunter hurt hut hütte im jäger jahn jan jung junge jünger just kaiser kaminski kamm kamp kant kasten kauf
    kaufmann keep kell keller kern key kiefer kind king kirch kirsch klein klug knight knoll knopf koch kohl kolb
    könig kopf korb korn kraft kramer krämer krank kranz kraus kreis kreuz krieg krieger kroll kron krone krug kühl
    kühn kuhn kunst kunz kurz lake lamb land landmann lang lange last law lay leader leber lee lehmann lehrer leicht
    lieb lion little lock loft long lord lot lott love low löwe luck luft lung lust mahler major maler man mann mark
    marsch marsh mars martin marx mason masters mau maurer mayer mead means meier meister mensch merit metzger
    miller mills mohr mond moon moor moore moos morgen moser moss most müller münch münz mund nagel nash neu neumann
    new newman night noble noll north null nuss oak oben ochs offer ost otter overall pace pack page paint palm park
    parker parks part partner pass patient paul payne peace peck pfaff pfarr pfeffer pfeifer pfeil pike pitt place
    plank platz plum pohl pole pool pope porter post pot potter potts powder power powers preis press price prince
    probst protz pugh pulver quick rabe raich rain ram ramp rand rank rapp rasch rat rau raum raven read reader reed
    reich reif reim rein reis rest rice rich richter riegel rind ring ritter rivers road roberts rock rode rohr roll
    roman rose ross rossi rot roth rule rush russ ryder sachs sack salt salz sand sanders sands sänger sauer sawyer
    schade schäfer scharf schatz schenk schere scherer schick schiff schild schiller schlosser schloss schmied
    schmidt schnee schneider schnell schön schott schreiber schreiner schröter schubert schuh schuhmacher schuler
    schüler schulte schultheiß schulz schulze schuster schütz schwab schwarz schweizer seal sears see seidel seiler
    self senf senn sharp shaw sheets shepherd ship short sieber silber silver simple singer sing singh small smart
    smith snow so sommer song sonntag spear spears specht speck spiegel spring stadler stahl stamm star stark stay
    steel steele steep stein steiner stern still stock stokes stoll stone storch storm story straight strange straub
    strauß street stroh strong stuhl sturm summers sun sutter swan sweet swift tag talk tanne tanner tate taube
    taylor teacher temple thiel thorn tief tod toll tower towers town trade treat tree trost trump truth tuck tucker
    tuch turk turner uhl uhr unger urban us usher vater vogel vogler vogt voice voll von vos wagen wagner wald
    walker wall walls walter wand war ward warm wasser water waters watt way weaver webb weber weeks weg weich
    weiher weil wein weiß weiss well wells welt werk werner west weste wheel wheeler white wild wilde wilder will
    winkel winkler winter wirt wirth wise wohl wolf wolff wolke wood woods word worm worth wright wulf wunder wunsch
    wurm wurst yard yates yen you young zahn zander zeit zeller ziegler zimmer zimmermann zorn zucker zweig
"""
_WORK = """
    about access account action active add address admin after agent agile alert all alpha also analytics and
    android any api app apple apps are area ask assistant audit auto azure backend backup bad base beta bot break
    budget bug build business but call can card care center central change channel chat chef chief client cloud code
    coffee come company console contact content control core customer dash data database day demo deploy design
    designer desk dev developer devops docker docs document down editor email employee engineer engineering error
    event everyone external feature feedback file finance first flow for form from front frontend full get git
    github giveaway global go google group guest head hello help helpdesk here home host house human info internal
    invite iphone issue it java jira job key kotlin lab lead leader learn legal life lift light link linux list live
    login mac mail main maintenance manager market marketing master media meeting member mention message mobile
    monitor more name need net network news next nobody node not note notes number office one online only open
    operations ops order owner page partner password pay payments people person phone planning platform play please
    plus policy portal print process product production project python quality question release remote report
    request research review room root rust sales science search secret security see service shift shop site slack
    social someone sprint staff standup start state stop store story student studio support swift system team tech
    temp test tester testing that the they this ticket time title token tool tools training travel trial two unknown
    update user users video view vpn wait was way web website week who wiki with work worker world aber alle
    allgemein andere antrag arbeit aufgabe bahn bei beispiel bereich bericht betrieb büro chefin dank das dein dem
    den der die dienst ein eine einkauf ende er es essen fehler firma frage frau für geht haus heute ich ihr ist
    kantine karte kein kollege konto kunde küche lager leiter leitung liste man mein mit mitarbeiter montag morgen
    nach neu nicht niemand nur oder ordnung personal plan post praktikant preis produkt projekt raum recht schule
    seite sie sind sitzung stelle tag teil termin tisch und urlaub verkauf vertrieb viel vom von vor wann weg welt
    wer werk wie wir wo woche zeit ziel zu zum zur january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni
    juli oktober dezember dienstag mittwoch donnerstag freitag samstag
"""
_TAKEN_BACK = """
    bacher bailey bates coffey dietrich ebert fabian feldmann huber jahn kaminski kell kramer kuhn kunz landmann
    lehmann maurer mayer meier moore müller neumann otto peter pohl raich roberts rossi schmidt schröter schubert
    schulte schulz schulze seidel shaw singh smith taylor thiel uhl vogt wagner walter webb weber wulf yates zander
    zeller florian karl klaus milan oskar sören viktoria ruth
"""

_GERMAN_OR_A_MONTH = """
    april august ernst florian ford fritz heide herb jan june karl kai kaiser klaus linde mai marina may merle milan
    mint nova otto rosa rose roman sommer tab tiger viola viktoria winter wolf
"""
ORDINARY = frozenset(f"{_FIRST_NAMES} {_SURNAMES} {_WORK}".split()) - frozenset(_TAKEN_BACK.split())
"""In lower case, not folded. Not among them are names such as Weber, which hardly anybody means as a trade."""

TOLD_BY_CAPITAL = frozenset(_FIRST_NAMES.split()) - frozenset(_GERMAN_OR_A_MONTH.split())
"""First names that are English words: written with a capital letter inside a sentence they are names."""
