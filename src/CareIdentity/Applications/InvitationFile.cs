using System.Text;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.People;
using CsvHelper;

namespace CareIdentity.Applications;

/// <summary>What is wrong in a line, as an editor counts them.</summary>
public sealed record InvitationFault(long Line, string What);

/// <summary>A file of people to invite: comma-separated values (RFC 4180) in UTF-8.</summary>
public sealed record InvitationFile(IReadOnlyList<InvitedPerson> People, IReadOnlyList<InvitationFault> Faults)
{
    public const string Header = "given_name,family_name,email";

    private const int MostBytes = 1024 * 1024;

    public static async Task<Outcome<InvitationFile>> ReadAsync(Stream content, CancellationToken ct)
    {
        var (people, faults, first) = (new List<InvitedPerson>(), new List<InvitationFault>(), true);
        if (content.Length > MostBytes)
        {
            return ApplicationRefusals.TooManyAtOnce;
        }

        try
        {
            await foreach (var line in CsvLines.ReadAsync(content, new UTF8Encoding(false, throwOnInvalidBytes: true), ct))
            {
                if (first)
                {
                    first = false;
                    if (string.Join(',', line.Fields.Select(field => field.Trim().Trim('\uFEFF').ToLowerInvariant())) != Header)
                    {
                        return ApplicationRefusals.FileUnreadable;
                    }
                }
                else if (line.Fields.Any(field => !string.IsNullOrWhiteSpace(field)))
                {
                    Read(line, people, faults);
                }
            }
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            return ApplicationRefusals.FileUnreadable;
        }

        return people.Count + faults.Count == 0 ? ApplicationRefusals.NobodyInFile
            : people.Count > InviteApplicants.Most ? ApplicationRefusals.TooManyAtOnce
            : new InvitationFile(people, faults);
    }

    private static void Read(CsvLine line, List<InvitedPerson> people, List<InvitationFault> faults)
    {
        var (given, family, address) = (Field(line, 0), Field(line, 1), Field(line, 2));
        var wrong = line.Problem
            ?? PersonalDetailsRules.CheckNames(new PersonalDetails { GivenName = given, FamilyName = family })?.Message
            ?? (!EmailAddress.TryParse(address, out var email) ? "The e-mail address is not one"
                : people.Exists(person => person.Email == email) ? "An earlier line has the same e-mail address" : null);
        if (wrong is null && EmailAddress.TryParse(address, out var known))
        {
            people.Add(new InvitedPerson(given, family, known));
        }
        else
        {
            faults.Add(new InvitationFault(line.Number, wrong ?? ""));
        }
    }

    private static string Field(CsvLine line, int place) => place < line.Fields.Length ? line.Fields[place].Trim() : "";
}
