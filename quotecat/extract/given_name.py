"""Given names that mostly go with «she» or with «he» in the world's English-language news.

They help to tell whom a pronoun means when an article has several people; a title («Ms.») or the article's own use
weighs more, and a name that is on neither list counts for neither. Nothing of this is ever stored with a speaker.
"""

from __future__ import annotations

SHE = frozenset(
    """abigail ada adele agnes aisha aishah alexandra alexandria alice alicia alison allison alma amanda amber amelia
    amina aminata amy ana anastasia andrea angela angelina angie anita ann anna anne annette annie antonia april ariana
    arlene ashley asma astrid audrey ava awa ayesha barbara beata beatrice bernadette bernice beth betsy betty
    beverly bianca birgit blanca bonnie brenda bridget britney brooke caitlin camila camille candace carla carly
    carmen carol carole caroline carolyn catherine cathy cecilia celia charlotte chelsea cheryl chiara chloe
    christiane christina christine claire clara claudia clementine colleen connie constance consuelo courtney
    cristina cynthia daisy dana daniela danielle daphne debbie deborah debra delia denise diana diane dolores donna
    dora doris dorothy ebony edith edna eileen elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen
    elsa emilia emily emma erica erika erin esperanza esther ethel eva eve evelyn fatima fatma fatou fiona florence
    frances francesca frida gabriela gabrielle gail georgia geraldine gertrude gina giorgia giulia gladys glenda
    gloria grace greta gretchen guadalupe gwen hailey hanna hannah hazel heather heidi helen helena helga henrietta
    hilary hillary hope huda ida ilana ines inga ingrid irene irina iris irma isabel isabella isabelle ivana ivanka
    jackie jacqueline jane janet janice jasmine jean jeanette jeanne jen jenna jennifer jenny jessica jill jo joan
    joann joanna joanne jocelyn jodi josephine joy joyce juanita judith judy julia juliana julie june kamala karen
    karin karina kate katerina katharine katherine kathleen kathryn kathy katie katrina kay kayla kelli kellyanne
    kerry khadija kim kimberly kirsten kirstjen kristen kristi kristin kristina lara latoya laura lauren laurie leah
    leila lena leslie leticia lila lilian lillian lily linda lindsay lindsey lisa liz lois loretta lori lorraine
    louise lucia lucy luisa lupita lydia lynn lynne mabel madeleine madison maggie malala mandy manuela marcia
    margaret margarita margot maria mariam marian marianne marie marilyn marina marine marissa marjorie marlene
    marta martha mary maryam maureen maya megan meghan melania melanie melinda melissa mercedes meredith mia
    michaela michelle mildred millicent mimi mina miranda miriam molly mona monica monique muriel myra myriam nadia
    nadine nancy naomi natalia natalie natasha nicola nicole nina nora norma noura nura olga olivia pamela patricia
    patsy patti patty paula pauline pearl peggy penelope penny phoebe phyllis pilar priscilla priti rachel ramona
    rania rebecca regina renee rhonda rita roberta robin rosa rosario rose rosemary roxanne ruth sabrina sadia sally
    samantha sandra sara sarah saoirse sasha sharon sheila shelley shelly sherry shirley silvia simone sinead
    siobhan sofia sonia sophia sophie stacey stella stephanie sue susan susana susanna susannah susanne suzanne
    sylvia tamara tammy tania tanya tara tatiana tatyana teresa theresa tina tonya tracey tricia ursula valentina
    valeria valerie vanessa vera veronica vicki vicky victoria viola violet virginia vivian wanda wanjiku wendy
    whitney wilma winifred winnie yasmin yolanda yulia yvette yvonne zainab zeynep zoe ngozi chidinma funmilayo
    folasade adaeze amara wambui njeri achieng atieno priya lakshmi sunita anjali deepika kavita meera nirmala
    sushma mamata indira smriti shilpa rekha pooja neha divya mei xiu yuki sakura keiko naledi thandi nomvula zanele
    ayanda nkosazana lindiwe aung hina sherry malia tiffany megyn condoleezza""".split()
)
HE = frozenset(
    """aaron abdel abdul abdullah abdulrahman abe abraham adam adrian ahmad ahmed aidan alan albert alberto alejandro
    aleksandr alessandro alexander alexandre alexei alexis alfonso alfred ali alistair allan allen alvin amir anders
    andre andreas andrei andres andrew andriy andy angelo angus anil antoine anton antonio antony archie ariel
    armando arnold arthur arturo ashok asif austin barack barry bart basil ben benedict benjamin benny bernard
    bernardo bernie bert bilal bill billy bjorn bob bobby boris brad bradley brandon brendan brent brett brian bruce
    bruno bryan burt byron caleb calvin cameron carl carlo carlos casey cedric cesar chad charles charlie chester
    chris christian christoph christophe christopher chuck claude clay clayton clifford clinton clive clyde cody
    colin colm conor corey cory craig curtis cyril damian damien dan daniel danny darren darryl dave david dean
    declan denis dennis derek desmond diego dieter dimitri dirk dmitri dmitry dmytro dominic don donald donnie
    douglas drew duncan dustin dwayne dwight earl ed eddie edgar eduardo edward edwin eli elias elijah elliott elon
    emanuel emilio emmanuel enrique eric erik ernest ernesto ethan eugene evan evo fabian farhan federico felipe
    felix ferdinand fernando fidel francesco francis francisco franck frank franklin franz fred frederic frederick
    friedrich gabriel gareth gary gavin gene geoff geoffrey georg george gerald gerard gerhard giacomo gideon
    gilbert giovanni giuseppe glen glenn gordon graham grant greg gregory guillermo gus gustavo guy habib hamid
    hamza hank hans harold harris harry harvey hasan hassan hector heinrich henri henrik henry herbert herman homer
    horst howard hubert hugh hugo hussein ian ibrahim idris ignacio igor ike imran isaac ismail ivan jack jackson
    jacob jacques jaime jair jake jakob jamal james jamie jan janos jared jason javier jay jeb jeff jeffrey jeremy
    jerome jerry jesse jesus jim jimmy joachim joao joaquin joe joel johan johann johannes john johnny jon jonas
    jonathan jordi jorge jose josef joseph josh joshua juan jules julian julio julius jurgen justin kareem karim
    karl keir keith ken kenneth kevin khalid kirk klaus kofi konstantin kurt kwame kyle lance lars laurent lawrence
    lee len leo leon leonard leonid leroy les lester lewis liam lindsey lionel lloyd lorenzo louis luc luca lucas
    luigi luis lukas luke mahmoud malcolm manuel marc marcel marcelo marco marcos marcus mario mark markus marshall
    martin marty marvin masoud mathew matt matteo matthew matthias maurice mauricio max maxim maxime maximilian
    mehmet mel mercer merrick michael michel miguel mikael mike mikhail milan miles milton mitch mitchell mohamed
    mohammad mohammed moises moses muhammad muhammadu mustafa narendra nasser nathan nathaniel ned neil nelson
    neville newt nicholas nick nicolas nigel nikolai noah noel norman olaf oleg oleksandr oleksii oliver olivier
    olusegun omar orlando oscar otto owen pablo paolo pascal patrick paul paulo pedro pete peter petro phil philip
    philippe phillip pierre pieter piotr rafael rahul raj rajiv ralph ramesh ramon randall randy raphael raul ravi
    ray raymond recep reggie reinhard rene reuben rex rhys ricardo richard rick ricky roberto robert rod roderick
    rodney rodrigo roger roland roman ron ronald ronnie ross roy ruben rudolf rudy rupert russell ryan sabelo salman
    salvador sam sami samir samuel sandeep sanjay santiago saul scott sean sebastian serge sergei sergey sergio seth
    shane shaun sheldon sidney silvio simon stan stanley stefan stephen steve steven stewart stuart sunil tariq ted
    teddy terence terrence terry thabo theo theodore thomas tim timothy tobias todd tom tomas tommy tony travis
    trevor tristan tyler umberto vaclav valery vernon victor viktor vijay vikram vince vincent vitali vladimir
    volodymyr wade wallace walter warren wayne wesley wilfred wilhelm will willem william willie winston wolfgang
    xavier yair yasser yitzhak yoon youssef yuri yusuf zachary ziad chinedu emeka obinna tunde segun uhuru raila
    kipchoge wafula kamau mwangi otieno odhiambo arjun amit arvind manmohan nitin rajnath suresh yogi hiroshi kenji
    shinzo takashi wei jiang sipho thabang cyril jacob bongbong rodrigo ferdinand ejike jens jeremiah joko""".split()
)


def pronoun(given: str) -> str | None:
    """«she», «he», or None where the given name tells nothing or goes with both."""
    name = given.casefold()
    she, he = name in SHE, name in HE
    return None if she == he else "she" if she else "he"
