using CareIdentity.Search;

namespace CareIdentity.People;

/// <summary>How alike two people's details are, with the reasons in words. Pure; the weights are judged by the tests' pairs.</summary>
public sealed record Likeness(int Score, IReadOnlyList<string> Reasons)
{
    /// <summary>Below this a chance likeness: two common names, or a date of birth alone.</summary>
    public const int WorthShowing = 50;

    public static Likeness Of(PersonalDetails wanted, PersonalDetails known, bool sameDocument)
    {
        var reasons = new List<(int Weight, string Words)>();
        if (sameDocument)
        {
            reasons.Add((90, "The same identity document was recorded"));
        }

        if (wanted.NationalInsuranceNumber is { } number && number == known.NationalInsuranceNumber)
        {
            reasons.Add((90, "The same National Insurance number"));
        }

        if (wanted.ProfessionalNumber is { } register && register == known.ProfessionalNumber)
        {
            reasons.Add((90, "The same number on a professional register"));
        }

        AddBirth(reasons, wanted.DateOfBirth, known.DateOfBirth);
        AddNames(reasons, wanted, known);
        return new Likeness(Math.Min(100, reasons.Sum(r => r.Weight)), [.. reasons.OrderByDescending(r => r.Weight).Select(r => r.Words)]);
    }

    private static void AddBirth(List<(int, string)> reasons, DateOnly? wanted, DateOnly? known)
    {
        if (wanted is not { } a || known is not { } b)
        {
            return;
        }

        if (a == b)
        {
            reasons.Add((30, "The same date of birth"));
        }
        else if (a.Year == b.Year && a.Month == b.Day && a.Day == b.Month)
        {
            reasons.Add((25, "The same date of birth with day and month exchanged"));
        }
        else if ((a.Year == b.Year && a.Month == b.Month) || (a.Day == b.Day && a.Month == b.Month) || (a.Year == b.Year && a.Day == b.Day))
        {
            reasons.Add((12, "A date of birth that differs in one part"));
        }
    }

    private static void AddNames(List<(int, string)> reasons, PersonalDetails wanted, PersonalDetails known)
    {
        var (given, family) = (NameText.Joined(wanted.GivenName), NameText.Joined(wanted.FamilyName));
        var (knownGiven, knownFamily) = (NameText.Joined(known.GivenName), NameText.Joined(known.FamilyName));
        if (given == knownFamily && family == knownGiven && given != family)
        {
            reasons.Add((35, "The same names, given and family name exchanged"));
            return;
        }

        if (family == knownFamily)
        {
            reasons.Add((20, "The same family name"));
        }
        else if (IsNear(family, knownFamily))
        {
            reasons.Add((15, $"A family name that is nearly the same: {known.FamilyName}"));
        }

        if (given == knownGiven)
        {
            reasons.Add((20, "The same given name"));
        }
        else if (Nicknames.Of(given).Contains(knownGiven))
        {
            reasons.Add((15, $"A short form of the given name: {known.GivenName}"));
        }
        else if (IsNear(given, knownGiven))
        {
            reasons.Add((15, $"A given name that is nearly the same: {known.GivenName}"));
        }
    }

    private static bool IsNear(string a, string b) => a.Length > 0 && b.Length > 0 && WordDistance.Between(a, b) <= Math.Max(WordDistance.Allowed(a), WordDistance.Allowed(b));
}
