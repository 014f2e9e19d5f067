using System.Globalization;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Cards.Virtual;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;

namespace CareIdentity.Web.TrainingDesk.Population;

/// <summary>
/// Fills an empty training service: every organisation, position, person, card and request is made by the same verbs that people use, on
/// days of the past, so that history, certificates and expiry are real.
/// </summary>
internal sealed class TrainingPopulation(PopulationPlan plan, IServiceProvider rooms, PastClock clock, Wallet wallet, DateTimeOffset today)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Dictionary<string, Guid> positions = [];
    private readonly Dictionary<string, ProfileSetUp> people = [];

    public async Task CreateAsync()
    {
        clock.Now = today.AddYears(-3);
        foreach (var planned in plan.Organisations)
        {
            Check(await UseAsync((SetUpOrganisation setUp) => setUp.ExecuteAsync(Organisation(planned), Actor.Service, None)));
        }

        foreach (var planned in plan.Positions)
        {
            positions[planned.Key] = Check(await UseAsync((CreatePosition create) => create.ExecuteAsync(Position(planned), Actor.Service, None)));
        }

        for (var i = 0; i < plan.People.Count; i++)
        {
            await AddPersonAsync(plan.People[i], i);
        }

        clock.Now = today.AddDays(-30);
        foreach (var course in plan.Courses)
        {
            await OfferAsync(course);
        }

        clock.Now = today.AddDays(-4);
        await RegisterAsync([.. plan.BlankCards]);
        foreach (var serial in plan.BlankCards)
        {
            wallet.Add(new VirtualCard(serial), "Blank card", "In stock");
        }

        foreach (var request in plan.Requests)
        {
            clock.Now = clock.Now.AddHours(9);
            Check(await RaiseAsync(request));
        }
    }

    private async Task AddPersonAsync(PlannedPerson planned, int number)
    {
        clock.Now = planned.Training is PlannedTraining.Due ? today.AddDays(-10) : today.AddYears(-3).AddDays(number + 1);
        var startsOn = ClockDates.OnDay(clock.Now);
        var added = Check(await UseAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = Details(planned),
                Organisation = OdsCode.Parse(plan.Positions.First(p => p.Key == planned.Positions[0]).Organisation),
                Positions = [.. planned.Positions.Select(key => (positions[key], startsOn, (DateOnly?)null))],
                TrainedAs = planned.Training is PlannedTraining.Never or PlannedTraining.Due ? [] : [.. PopulationPlan.Training(planned.Positions)],
                TrainedOn = ClockDates.OnDay(planned.Training is PlannedTraining.Lapsed ? today.AddYears(-3).AddDays(-12) : today.AddDays(-90 - (5 * number))),
                Photo = planned.Migrated ? null : Photo.Read(Portrait.Draw(number)).Value,
                TermsAccepted = !planned.Migrated,
                Migrated = planned.Migrated,
            },
            Actor.Service,
            None)));
        people[planned.Given] = added;
        if (planned.Card is not PlannedCard.None)
        {
            await IssueAsync(planned, added, number);
        }
    }

    /// <summary>On a day so long ago that the card stands today as planned; certificates live two years.</summary>
    private async Task IssueAsync(PlannedPerson planned, ProfileSetUp holder, int number)
    {
        clock.Now = planned.Card switch
        {
            PlannedCard.ExpiresSoon => today.AddYears(-2).AddDays(20 + number),
            PlannedCard.Expired => today.AddYears(-2).AddDays(-12),
            _ => today.AddDays(-120 - number),
        };
        var series = planned.Card is PlannedCard.Retired ? "05" : number % 3 == 0 ? "10" : "09";
        var serial = string.Create(CultureInfo.InvariantCulture, $"{series}{100_000 + number:D8}");
        await RegisterAsync(serial);
        using var card = new VirtualCard(serial);
        var admitted = Check(await UseAsync((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Issue, ProfileId = holder.ProfileId }, Actor.Service, None)));
        Check(await UseAsync(async (CardOperationRunner runner) =>
            await runner.RunAsync(Check(await runner.RedeemAsync(admitted.Ticket, None)), Reader(card), None)));
        if (planned.Card is PlannedCard.Locked)
        {
            await LockAsync(card);
        }

        wallet.Add(VirtualCard.Restore(card.Save()), holder.FullName, plan.Positions.First(p => p.Key == planned.Positions[0]) is var position
            ? $"{position.Name}, {plan.Organisations.First(o => o.Code == position.Organisation).Name}"
            : "");
    }

    /// <summary>As it happens at a desk: three wrong passcodes, and the workstation reports it.</summary>
    private async Task LockAsync(VirtualCard card)
    {
        clock.Now = today.AddDays(-1);
        var piv = new Cards.Piv.PivCard(Reader(card));
        await piv.SelectAsync(None);
        var certificate = await piv.ReadCertificateAsync(Cards.Piv.PivSlot.Authentication, None);
        for (var tries = 0; tries < 3; tries++)
        {
            await piv.VerifyPasscodeAsync("135791"u8.ToArray(), None);
        }

        var browser = SecretToken.Create();
        var begun = Check(await UseAsync((BeginSignIn begin) => begin.ExecuteAsync(browser, None)));
        Check(await UseAsync((ReportLocked report) => report.ExecuteAsync(
            new ReportLockedRequest { BrowserId = browser, Nonce = begun.Nonce, Certificate = certificate }, None)));
    }

    private static VirtualCardChannel Reader(VirtualCard card) => new(card, TimeProvider.System, _ => Encoding.ASCII.GetBytes(TrainingHint.TrainingPasscode));

    private async Task RegisterAsync(params string[] serials) =>
        Check(await UseAsync((RegisterBlankCards register) => register.ExecuteAsync(
            new RegisterBlankCardsRequest { Organisation = OdsCode.Parse(PopulationPlan.Ra), Serials = [.. serials.Select(CardSerial.Parse)] }, Actor.Service, None)));

    private async Task OfferAsync(PlannedCourse planned)
    {
        var course = Check(await UseAsync((OpenCourse open) => open.ExecuteAsync(
            new OpenCourseRequest { Organisation = OdsCode.Parse(PopulationPlan.Ra), Name = planned.Name, About = planned.About, Roles = planned.Roles, Months = 36 }, Actor.Service, None)));
        var morning = ClockDates.OnDay(today).AddDays(planned.InDays).ToDateTime(new TimeOnly(9, 30));
        Check(await UseAsync((PlanSession plan) => plan.ExecuteAsync(
            new PlanSessionRequest
            {
                CourseId = course,
                StartsAt = new DateTimeOffset(morning, ClockDates.London.GetUtcOffset(morning)),
                Minutes = 120,
                Venue = planned.Venue,
                Trainer = planned.Trainer,
                Places = planned.Places,
            },
            Actor.Service,
            None)));
    }

    private async Task<Outcome<RegistrationRaised>> RaiseAsync(PlannedRequest request)
    {
        var (sponsor, given, family, born, position, note) = request;
        var person = people[sponsor];
        var role = (await UseAsync((RoleQueries roles) => roles.ChoicesAsync(person.ProfileId, None))).All[0];
        var actor = new Actor
        {
            ProfileId = person.ProfileId,
            Name = person.FullName,
            ActingAs = role.ActingAs,
            AssignmentId = role.AssignmentId,
            AccessProfileId = role.AccessProfileId,
            Organisation = role.Organisation,
            AssuranceLevel = 3,
        };
        return await UseAsync((RaiseRegistration raise) => raise.ExecuteAsync(
            new RaiseRegistrationRequest
            {
                Organisation = role.Organisation,
                Person = new PersonalDetails { GivenName = given, FamilyName = family, DateOfBirth = Date(born), Email = Email(given, family) },
                PositionId = positions[position],
                StartsOn = ClockDates.OnDay(today).AddDays(10),
                Note = note,
            },
            actor,
            None));
    }

    private static SetUpOrganisationRequest Organisation(PlannedOrganisation planned) => new()
    {
        Code = OdsCode.Parse(planned.Code),
        Details = new OrganisationDetails
        {
            Name = planned.Name,
            Kind = planned.Kind,
            Address = $"{planned.Street}\n{planned.Town}",
            Postcode = planned.Postcode,
            Telephone = "01632 960123",
            OpenedOn = new DateOnly(1998, 4, 1),
        },
        RaParent = planned.Below is null ? null : OdsCode.Parse(planned.Below),
        ContactName = planned.Kind is OrganisationKind.RegistrationAuthority ? "RA office" : null,
        ContactEmail = planned.Kind is OrganisationKind.RegistrationAuthority ? "ra@westshire.example" : null,
        ContactTelephone = planned.Kind is OrganisationKind.RegistrationAuthority ? "01632 960200" : null,
    };

    private static CreatePositionRequest Position(PlannedPosition planned) => new()
    {
        Organisation = OdsCode.Parse(planned.Organisation),
        Name = planned.Name,
        AccessProfiles = [new NewAccessProfile(OdsCode.Parse(planned.Organisation), RCode.Parse(planned.JobRole), [.. planned.Added.Select(BCode.Parse)])],
        AssignableBySponsors = planned.Assignable,
        ApprovalNote = "Part of the training population",
    };

    private static PersonalDetails Details(PlannedPerson planned) => new()
    {
        GivenName = planned.Given,
        FamilyName = planned.Family,
        DateOfBirth = Date(planned.Born),
        Email = Email(planned.Given, planned.Family),
        Mobile = "07700 900123",
        ProfessionalNumber = ProfessionalNumber.TryParse(planned.Professional, out var number) ? number : null,
    };

    private static EmailAddress? Email(string given, string family)
    {
        var name = Search.NameText.Joined($"{given} {family}").Replace(' ', '.');
        return EmailAddress.TryParse($"{name}@training.nhs.net", out var email) ? email : null;
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = rooms.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static T Check<T>(Outcome<T> outcome)
        where T : notnull =>
        outcome.IsRefused(out var refusal, out var made) ? throw new InvalidOperationException($"The training population cannot be made: {refusal.Code}: {refusal.Message}") : made;
}
