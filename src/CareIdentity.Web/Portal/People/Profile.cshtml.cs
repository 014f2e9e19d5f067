using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Details of a person.</summary>
public sealed class ProfileModel(ProfileQueries profiles, PositionQueries positions, Authority authority, MergeQueries merges, OwnedFieldQueries ownedFields) : ProfilePage(profiles, positions, authority)
{
    private readonly ProfileQueries profiles = profiles;

    public override string Tab => "details";

    public IReadOnlyList<IdentityCheckView> Checks { get; private set; } = [];

    /// <summary>Profiles that turned out to be this person, too.</summary>
    public IReadOnlyList<MergedProfile> Merged { get; private set; } = [];

    /// <summary>Staff records that look after some of the details.</summary>
    public IReadOnlyList<OwnedFields> Owned { get; private set; } = [];

    /// <summary>What the reader's role may do with the details; a refusal would say more, but nobody is led into one.</summary>
    public IReadOnlyList<LinkView> Actions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Actions = [.. Links()];
        Checks = Hidden is null ? await profiles.ChecksAsync(Profile.Id, Aborted) : [];
        Owned = Hidden is null ? await ownedFields.OfAsync(Profile.Id, Aborted) : [];
        Merged = Hidden is null ? await merges.IntoAsync(Profile.Id, Aborted) : [];
        return Page();
    }

    private IEnumerable<LinkView> Links()
    {
        if (IsOwn)
        {
            yield return new LinkView("Change how you are reached", $"/people/{Profile.Uuid}/change");
            yield break;
        }

        if (Hidden is null && Profile is { Kind: ProfileKind.Person, State: ProfileState.Unverified } && Session.Can(RaFunction.VerifyIdentity))
        {
            yield return new LinkView("Verify their identity", $"/people/{Profile.Uuid}/verify/details");
        }

        if (Hidden is null && Profile.State is not ProfileState.Closed && Session.Can(RaFunction.ChangeDetails))
        {
            yield return new LinkView("Change details", $"/people/{Profile.Uuid}/change");
        }

        if (Hidden is null && Profile is { Kind: ProfileKind.Person, State: ProfileState.Verified } && Session.Can(RaFunction.VerifyIdentity))
        {
            yield return new LinkView(Profile.HasPhoto ? "Replace the photo" : "Add a photo", $"/people/{Profile.Uuid}/new-photo");
        }

        if (Session.Can(RaFunction.RaiseRequest))
        {
            foreach (var link in Requests())
            {
                yield return link;
            }
        }

        if (Hidden is null && Profile is { Kind: ProfileKind.Person, State: not ProfileState.Closed } && Session.Can(RaFunction.MergeProfiles))
        {
            yield return new LinkView("Merge with another profile of this person", $"/people/{Profile.Uuid}/merge");
        }

        if (Hidden is null && Session.Can(Profile.State is ProfileState.Closed ? RaFunction.ReopenProfile : RaFunction.CloseProfile))
        {
            yield return new LinkView(Profile.State is ProfileState.Closed ? "Reopen the profile" : "Close the profile", $"/people/{Profile.Uuid}/close");
        }
    }

    /// <summary>What a sponsor asks for, where they cannot do it; somebody who comes back may be asked for by whoever will work with them.</summary>
    private IEnumerable<LinkView> Requests()
    {
        if (Profile.State is ProfileState.Closed && !Session.Can(RaFunction.ReopenProfile))
        {
            yield return new LinkView(RequestKinds.Of(RequestKind.ReopenProfile).Ask, $"/people/{Profile.Uuid}/close");
        }

        if (Hidden is not null || Profile.State is ProfileState.Closed)
        {
            yield break;
        }

        if (!Session.Can(RaFunction.ChangeDetails))
        {
            yield return new LinkView(RequestKinds.Of(RequestKind.ChangeDetails).Ask, $"/people/{Profile.Uuid}/change");
        }

        if (Profile.State is ProfileState.Verified && !Session.Can(RaFunction.IssueSmartcard))
        {
            yield return new LinkView(RequestKinds.Of(RequestKind.IssueCard).Ask, $"/people/{Profile.Uuid}/cards/request");
        }

        if (!Session.Can(RaFunction.CloseProfile))
        {
            yield return new LinkView(RequestKinds.Of(RequestKind.CloseProfile).Ask, $"/people/{Profile.Uuid}/close");
        }
    }
}
