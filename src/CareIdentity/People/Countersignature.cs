using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>Who says that a photo shows this person, where they have no document with one (policy.md §4). Their name stands with the photo as its issuer.</summary>
/// <param name="Standing">What they are: one of <see cref="PersonsOfStanding"/>.</param>
/// <param name="Years">For how many whole years they have known the person.</param>
/// <param name="Unrelated">Neither by birth nor by marriage, in no relationship, at no common address.</param>
public sealed record Countersignature(string Standing, int Years, bool Unrelated)
{
    public const int LeastYears = 2;

    public static IReadOnlyList<string> PersonsOfStanding { get; } =
    [
        "Accountant", "Bank or building society officer", "Chiropodist", "Councillor", "Dentist", "Engineer with professional qualification", "Justice of the peace", "Lawyer or solicitor",
        "Minister of a recognised religion", "Nurse on the register", "Optician", "Pharmacist", "Police officer", "Registered manager in social care", "Social worker", "Teacher or lecturer",
    ];

    /// <summary>Null where it is good, or where there is no countersigned photo among the documents.</summary>
    public static Refusal? Check(IReadOnlyList<RecordedDocument> documents, Countersignature? given) =>
        !documents.Any(d => d.Kind.Category is DocumentCategory.Countersigned) ? null
        : given is null || !PersonsOfStanding.Contains(given.Standing) ? CountersignatureRefusals.Standing
        : given.Years < LeastYears ? CountersignatureRefusals.Years
        : !given.Unrelated ? CountersignatureRefusals.Related
        : null;
}

/// <summary>What can be wrong with a countersigned photo.</summary>
public static class CountersignatureRefusals
{
    public static readonly Refusal Standing = new("evidence.countersigner-standing", "Choose what the person is who signed the photo.")
    {
        Why = "A photo is countersigned by a person of standing in the community.",
        Field = nameof(Countersignature.Standing),
    };

    public static readonly Refusal Years = new("evidence.countersigner-years", $"Who signs a photo must have known the person for at least {Countersignature.LeastYears} years.") { Field = nameof(Countersignature.Years) };

    public static readonly Refusal Related = new("evidence.countersigner-related", "Who signs a photo must not be related to the person, nor live with them.") { Field = nameof(Countersignature.Unrelated) };
}
