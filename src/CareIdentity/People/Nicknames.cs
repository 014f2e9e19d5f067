namespace CareIdentity.People;

/// <summary>Given names and their usual short forms, as <c>NameText</c> writes them. Each line is one group.</summary>
internal static class Nicknames
{
    private static readonly string[][] Groups =
    [
        ["elizabeth", "liz", "beth", "betty", "lizzie", "eliza", "libby"],
        ["william", "will", "bill", "billy", "liam"],
        ["robert", "rob", "bob", "bobby"],
        ["richard", "rick", "dick", "rich"],
        ["margaret", "maggie", "meg", "peggy", "mags"],
        ["catherine", "katherine", "kate", "kathy", "cath", "katie", "kathryn"],
        ["alexander", "alexandra", "alex", "sandy", "sasha", "ali"],
        ["mohammed", "muhammad", "mohamed", "mohammad", "mo", "muhammed"],
        ["james", "jim", "jimmy", "jamie"],
        ["john", "jack", "johnny", "jon"],
        ["jonathan", "jon", "jonny"],
        ["susan", "sue", "susie"],
        ["patricia", "pat", "trish", "tricia"],
        ["patrick", "pat", "paddy"],
        ["michael", "mike", "mick", "mikey"],
        ["christopher", "chris", "kit"],
        ["christine", "christina", "chris", "tina"],
        ["stephen", "steven", "steve"],
        ["andrew", "andy", "drew"],
        ["anthony", "tony", "ant"],
        ["deborah", "debra", "debbie", "deb"],
        ["jennifer", "jenny", "jen"],
        ["joseph", "joe", "joey"],
        ["josephine", "jo", "josie"],
        ["joanne", "joanna", "jo"],
        ["victoria", "vicky", "vikki", "tori"],
        ["samuel", "samantha", "sam"],
        ["thomas", "tom", "tommy"],
        ["nicholas", "nick", "nicky"],
        ["nicola", "nicky", "nikki"],
        ["edward", "ed", "ted", "eddie", "ned"],
        ["david", "dave", "davy"],
        ["daniel", "danielle", "dan", "danny"],
        ["matthew", "matt"],
        ["rebecca", "becky", "bex"],
        ["sarah", "sara", "sally"],
        ["ann", "anne", "anna", "annie"],
        ["agnieszka", "aga"],
        ["aleksandra", "ola"],
        ["malgorzata", "gosia"],
        ["katarzyna", "kasia"],
        ["siobhan", "shivaun"],
        ["niamh", "neve"],
    ];

    private static readonly ILookup<string, string> Known = Groups
        .SelectMany(group => group.SelectMany(name => group.Where(other => other != name).Select(other => (name, other))))
        .ToLookup(pair => pair.name, pair => pair.other);

    /// <summary>Other forms of the name; empty when none is known.</summary>
    public static IEnumerable<string> Of(string name) => Known[name];
}
