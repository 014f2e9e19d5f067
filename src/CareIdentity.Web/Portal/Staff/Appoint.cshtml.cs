using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Staff;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>Appoints somebody to a position of RA staff: first the letter to be signed, then what it says.</summary>
public sealed class AppointModel(OrganisationQueries organisations, Authority authority, StaffQueries staff, ProfileQueries profiles, SecondPeople secondPeople, AppointStaff appoint)
    : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Position { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public LetterFields Letter { get; set; } = new();

    [BindProperty]
    public Guid? SeenBy { get; set; }

    /// <summary>Of somebody who is not listed: words of the name, or the UUID.</summary>
    [BindProperty]
    public string? FindPerson { get; set; }

    public IReadOnlyList<PositionName> Positions { get; private set; } = [];

    public OfferedPeople SecondPeople { get; private set; } = OfferedPeople.Nobody;

    public FindPersonView Finding => new(SecondPeople, FindPerson, $"/organisations/{Organisation.Code}/staff/new?handler=Find");

    public ProfileView? Appointed { get; private set; }

    public PositionName? Chosen => Positions.FirstOrDefault(p => p.Id == Position);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        StartsOn = Today;
        if (!string.IsNullOrWhiteSpace(Person) && Appointed is null)
        {
            ModelState.AddModelError(nameof(Person), "Nobody has this UUID. Search for the person to find it.");
        }

        return Page();
    }

    /// <summary>The same form with those who match.</summary>
    public async Task<IActionResult> OnPostFindAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        return Appointed is null || Chosen is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        if (Appointed is not { } person || Chosen is not { } position)
        {
            return NotFound();
        }

        if (StartsOn is null)
        {
            ModelState.AddModelError(nameof(StartsOn), "Enter the first day");
        }

        if (Letter.Read() is null)
        {
            ModelState.AddModelError("Letter.SignedOn", "Enter the day on which the letter was signed");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await appoint.ExecuteAsync(
            new AppointStaffRequest { ProfileId = person.Id, PositionId = position.Id, StartsOn = StartsOn!.Value, Letter = Letter.Read()!, SeenBy = SeenBy }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out var assignment)
            ? await RefuseAsync(refusal, LetterFields.Place(refusal.Field))
            : Told($"{person.FullName} is appointed. The role works once they have accepted the agreement under My RA roles and training.", $"/staff/{assignment}");
    }

    private async Task<IActionResult?> FindStaffAsync()
    {
        if (await FindAsync(RaFunction.AppointRaStaff) is { } missing)
        {
            return missing;
        }

        Positions = await staff.PositionsAsync(Organisation.Code, Aborted);
        Appointed = UserUuid.TryParse(Person, out var uuid) ? await profiles.FindAsync(uuid, Aborted) : null;
        SecondPeople = Appointed is null ? OfferedPeople.Nobody : await secondPeople.OfferAsync(Organisation.Code, Appointed.Id, FindPerson, SeenBy, Actor, Aborted);
        return null;
    }
}
