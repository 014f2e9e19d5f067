using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Staff;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>One appointment: what it rests on, and what an RA Manager does about it.</summary>
public sealed class AppointmentModel(OrganisationQueries organisations, Authority authority, StaffQueries staff, RoleHolders holders, IEnumerable<IHandsOverWork> work, StaffChanges changes)
    : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    [BindProperty(SupportsGet = true)]
    public Guid Appointment { get; set; }

    [BindProperty]
    public LetterFields Letter { get; set; } = new();

    [BindProperty]
    public List<RaRole> Roles { get; set; } = [];

    [BindProperty]
    public DateOnly? CompletedOn { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public Guid? Successor { get; set; }

    /// <summary>Of a successor who is not listed: words of the name, or the UUID.</summary>
    [BindProperty]
    public string? FindPerson { get; set; }

    [BindProperty]
    public string? EndReason { get; set; }

    public StaffView View { get; private set; } = null!;

    /// <summary>Null where the reader may change the appointment; else why not.</summary>
    public Refusal? MayAppoint { get; private set; }

    public bool MayTrain { get; private set; }

    public IReadOnlyList<string> OpenWork { get; private set; } = [];

    public OfferedPeople Successors { get; private set; } = OfferedPeople.Nobody;

    public FindPersonView Finding => new(Successors, FindPerson, $"/organisations/{Organisation.Code}/staff/{Appointment}?handler=Find");

    public async Task<IActionResult> OnGetAsync()
    {
        CompletedOn = Today;
        return await FindStaffAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostLetterAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        if (Letter.Read() is not { } letter)
        {
            ModelState.AddModelError("Letter.SignedOn", "Enter the day on which the letter was signed");
            return Page();
        }

        return await TellAsync(await changes.RecordAsync(Appointment, letter, Actor, Aborted), $"The letter is recorded. The role works once {View.FullName} has accepted the agreement.");
    }

    public async Task<IActionResult> OnPostTrainingAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        if (CompletedOn is not { } on)
        {
            ModelState.AddModelError(nameof(CompletedOn), "Enter the day on which it was completed");
            return Page();
        }

        var request = new RecordTrainingRequest { ProfileId = View.ProfileId, Roles = Roles, CompletedOn = on, Evidence = Evidence ?? "" };
        return await TellAsync(await changes.TrainAsync(request, Actor, Aborted), "The training is recorded.");
    }

    public Task<IActionResult> OnPostSuspendAsync() => SuspendAsync(true, "The role is suspended. It does nothing from now on.");

    public Task<IActionResult> OnPostLiftAsync() => SuspendAsync(false, "The suspension is lifted.");

    /// <summary>The same form with those who match.</summary>
    public async Task<IActionResult> OnPostFindAsync() => await FindStaffAsync() ?? Page();

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        if (MayAppoint is { } notTheirs)
        {
            return await RefuseAsync(notTheirs);
        }

        var request = new RemoveAssignmentRequest { AssignmentId = Appointment, Successor = Successor, Reason = EndReason?.Trim() ?? "" };
        if ((await changes.EndAsync(request, Actor, Aborted)).IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field is nameof(Reason) ? nameof(EndReason) : refusal.Field);
        }

        return Told($"The appointment of {View.FullName} has ended.", "/staff");
    }

    private async Task<IActionResult> SuspendAsync(bool suspended, string done)
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        var request = new SuspendStaffRequest { AssignmentId = Appointment, Suspended = suspended, Reason = Reason ?? "" };
        return await TellAsync(await changes.SuspendAsync(request, Actor, Aborted), done);
    }

    private async Task<IActionResult> TellAsync(Outcome<Done> outcome, string done) =>
        outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal, LetterFields.Place(refusal.Field)) : Told(done, $"/staff/{Appointment}");

    private async Task<IActionResult?> FindStaffAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (await staff.FindAsync(Appointment, Aborted) is not { } view || view.Organisation != Organisation.Code)
        {
            return NotFound();
        }

        View = view;
        if (await Authority.CheckAsync(Actor, RaFunction.ViewReports, Organisation.Code, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        MayAppoint = await changes.MayAppointAsync(View, Actor, Aborted);
        MayTrain = View.ProfileId != Actor.ProfileId && await Authority.CheckForProfileAsync(Actor, RaFunction.ManageTraining, View.ProfileId, Aborted) is null;
        foreach (var open in MayAppoint is null ? work : [])
        {
            OpenWork = [.. OpenWork, .. await open.WhatIsOpenAsync(View.ProfileId, Aborted)];
        }

        var choice = new PersonChoice { Find = FindPerson, Chosen = Successor, Except = [View.ProfileId] };
        Successors = OpenWork.Count == 0 ? OfferedPeople.Nobody : await holders.OfferAsync(RaFunction.DecideRequest, Organisation.Code, choice, Aborted);
        return null;
    }
}
