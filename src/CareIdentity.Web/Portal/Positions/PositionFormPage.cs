using System.Security.Cryptography;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Positions;

/// <summary>
/// The form of a position, the same for a new one, which is none yet, and a changed one: access profiles and included positions come and go in it.
/// </summary>
public abstract class PositionFormPage(PositionFormServices services) : PositionPage(services.Positions, services.Authority)
{
    private const int MostTrees = 10;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<TypedProfile> Profiles { get; set; } = [];

    /// <summary>Positions that it shall include.</summary>
    [BindProperty]
    public List<Guid> Included { get; set; } = [];

    /// <summary>ODS code of another organisation whose positions are offered too.</summary>
    [BindProperty]
    public string? IncludeFrom { get; set; }

    [BindProperty]
    public List<string> Assignable { get; set; } = [];

    [BindProperty]
    public Guid? ApprovedBy { get; set; }

    /// <summary>Of an approver who is not listed: words of the name, or the UUID.</summary>
    [BindProperty]
    public string? FindPerson { get; set; }

    [BindProperty]
    public string? ApprovalNote { get; set; }

    public PositionFormOffer Offer { get; private set; } = PositionFormOffer.None;

    /// <summary>Where the form is sent.</summary>
    public abstract string Address { get; }

    public FindPersonView Finding => new(Offer.Approvers, FindPerson, $"{Address}?handler=Offer");

    /// <summary>Only of a new position; those of an existing one are changed at theirs.</summary>
    public abstract bool AsksWorkgroups { get; }

    /// <summary>Of what is typed that has an effect.</summary>
    protected string PrintOf(Guid version) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{version} {string.Join(' ', Included.Order())}\n{string.Join('\n', Profiles.Select(Line))}")))[..16];

    /// <summary>Null where what is typed cannot be read; each field says why.</summary>
    protected IReadOnlyList<NewAccessProfile>? ReadProfiles()
    {
        var terms = new List<NewAccessProfile>();
        for (var i = 0; i < Profiles.Count; i++)
        {
            if (!OdsCode.TryParse(Profiles[i].Organisation, out var organisation))
            {
                ModelState.AddModelError($"Profiles[{i}].Organisation", "Enter the ODS code of an organisation");
            }

            if (!RCode.TryParse(Profiles[i].JobRole, out var role))
            {
                ModelState.AddModelError($"Profiles[{i}].JobRole", "Select a job role");
            }

            if (organisation is not null && role is not null)
            {
                terms.Add(new NewAccessProfile(organisation, role, PositionFormOffer.Read(Profiles[i].Activities)) { AreasOfWork = PositionFormOffer.ReadAreas(Profiles[i].Areas) });
            }
        }

        return terms.Count < Profiles.Count ? null : terms;
    }

    protected void AddProfile(OdsCode organisation) => Profiles.Add(new TypedProfile { Organisation = organisation.Value });

    protected void RemoveProfile(int index)
    {
        if (index >= 0 && index < Profiles.Count)
        {
            Profiles.RemoveAt(index);
        }

        ModelState.Clear(); // What was typed under a number now stands under another.
    }

    protected bool IsComplete(string whoApproved, string approval)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), "Enter a name for the position");
        }

        // One of those who are offered: the register takes any other person's word for it, the form asks those whose word counts here.
        if (!Offer.Approvers.Has(ApprovedBy))
        {
            ModelState.AddModelError(nameof(ApprovedBy), whoApproved);
        }

        if (string.IsNullOrWhiteSpace(ApprovalNote))
        {
            ModelState.AddModelError(nameof(ApprovalNote), approval);
        }

        return ModelState.IsValid;
    }

    /// <summary>Offers positions of the organisation, of another one whose positions the reader may see, and those that are chosen already.</summary>
    /// <param name="of">The position that is changed; what it includes already stays, wherever that is.</param>
    protected async Task OfferAsync(OdsCode organisation, PositionView? of)
    {
        var from = new List<OdsCode> { organisation };
        if (!string.IsNullOrWhiteSpace(IncludeFrom))
        {
            if (OdsCode.TryParse(IncludeFrom, out var other) && await services.Authority.CheckAsync(Actor, RaFunction.ViewPositions, other, Aborted) is null)
            {
                from.Add(other);
            }
            else
            {
                ModelState.AddModelError(nameof(IncludeFrom), "Enter the ODS code of an organisation that your Registration Authority looks after");
            }
        }

        // Nobody approves what they do themself.
        var approver = new PersonChoice { Find = FindPerson, Chosen = ApprovedBy, Except = [Actor.ProfileId] };
        var offer = await PositionFormOffer.AtAsync(organisation, approver, services.Reference, services.Holders, Aborted);
        Offer = offer with
        {
            Includable = [.. (await IncludableAsync(from, of)).Where(link => link.Id != of?.Id)],
            Workgroups = AsksWorkgroups ? await WorkgroupsAsync(organisation) : PositionFormOffer.None.Workgroups,
        };
    }

    /// <summary>A position chosen that the reader may not see was never offered: its name is not for them.</summary>
    private async Task<IReadOnlyList<PositionLink>> IncludableAsync(List<OdsCode> from, PositionView? of)
    {
        var found = await services.Positions.IncludableAsync(from, Included, Aborted);
        var (hidden, known) = (new HashSet<Guid>(), new HashSet<OdsCode>(from));
        foreach (var link in found.Where(link => !known.Contains(link.Organisation) && of?.Included.Any(kept => kept.Id == link.Id) is not true))
        {
            if (await services.Authority.CheckAsync(Actor, RaFunction.ViewPositions, link.Organisation, Aborted) is not null)
            {
                hidden.Add(link.Id);
            }
        }

        if (hidden.Count > 0)
        {
            Included.RemoveAll(hidden.Contains);
            ModelState.AddModelError(nameof(Included), "Choose positions of organisations that your Registration Authority looks after");
        }

        return [.. found.Where(link => !hidden.Contains(link.Id))];
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<(WorkgroupNode Node, int Depth)>>> WorkgroupsAsync(OdsCode organisation)
    {
        var known = new Dictionary<string, IReadOnlyList<(WorkgroupNode Node, int Depth)>>();
        var typed = Profiles.Select(p => OdsCode.TryParse(p.Organisation, out var code) ? code : null).OfType<OdsCode>();
        foreach (var code in typed.Append(organisation).Distinct().Take(MostTrees))
        {
            if (await services.Authority.CheckAsync(Actor, RaFunction.CreatePosition, code, Aborted) is null && await services.Workgroups.TreeAsync(code, Aborted) is { } root)
            {
                known[code.Value] = [.. root.Flat()];
            }
        }

        return known;
    }

    private static string Line(TypedProfile profile) =>
        $"{profile.Organisation} {profile.JobRole} {string.Join(' ', profile.Activities.Order(StringComparer.Ordinal))} {string.Join(' ', profile.Areas.Order(StringComparer.Ordinal))}";
}

/// <summary>What the form of a position asks.</summary>
public sealed record PositionFormServices(Authority Authority, RbacReferenceSource Reference, RoleHolders Holders, PositionQueries Positions, WorkgroupQueries Workgroups);

/// <summary>An access profile as it stands in the form.</summary>
public sealed class TypedProfile
{
    public string? Organisation { get; set; }

    public string? JobRole { get; set; }

    public List<string> Activities { get; set; } = [];

    public List<string> Areas { get; set; } = [];

    /// <summary>Asked only of a new position.</summary>
    public List<Guid> Workgroups { get; set; } = [];

    public static TypedProfile Of(NewAccessProfile profile) => new()
    {
        Organisation = profile.Organisation.Value,
        JobRole = profile.JobRole.Value,
        Activities = [.. profile.AddedActivities.Select(a => a.Value)],
        Areas = [.. profile.AreasOfWork.Select(a => a.Value)],
    };
}
