using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>What a person may do, and why.</summary>
public sealed class AccessModel(ProfileQueries profiles, PositionQueries positions, Authority authority) : ProfilePage(profiles, positions, authority)
{
    public override string Tab => "access";

    public PositionList Now { get; private set; } = new([], default);

    public bool MayGiveMany => MayGive && Session.Can(RaFunction.ManageManyAssignments);

    /// <summary>Of one, its own page says the same.</summary>
    public bool MayEndMany => !IsOwn && Now.Count > 1 && Session.Can(RaFunction.RemoveAssignment);

    /// <summary>A registered pharmacist or pharmacy technician, whom the reader may give access at every pharmacy.</summary>
    public bool MayGiveLocum => MayGive && Session.Can(RaFunction.AssignPosition) && LocumScope.CheckRegister(Profile.ProfessionalNumber?.Register) is null;

    public PositionList Ended { get; private set; } = new([], default);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Now = new PositionList(Positions.Where(p => p.RemovedAt is null && (p.ExpiresOn is null || p.ExpiresOn >= Today)), Today)
        {
            Manage = !IsOwn && (Session.Can(RaFunction.ChangeAssignment) || Session.Can(RaFunction.RemoveAssignment) || Session.Can(RaFunction.RaiseRequest)) ? $"/people/{Profile.Uuid}/positions" : null,
        };
        Ended = new PositionList(Positions.Where(p => p.RemovedAt is not null || p.ExpiresOn < Today), Today);
        return Page();
    }
}
